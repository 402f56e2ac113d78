// Package analyzer checks //backoff: annotations as part of go vet, and of anything else that runs an Analyzer of
// [golang.org/x/tools/go/analysis]. It says what the command backoffgen says, word by word, and writes nothing. The command
// itself is a tool for go vet -vettool; a driver of one's own is one line:
//
//	func main() { multichecker.Main(analyzer.Analyzer) }
package analyzer

import (
	"go/build"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
	"github.com/backoffgen/backoffgen/generator/internal/stdlib"
)

// Analyzer reports what is wrong with the //backoff: annotations of a package. Each diagnostic's category is the code of
// its rule. Warnings begin with that word; the flag warnings leaves them out when it is false. It may run on several packages
// at the same time, and is never to be assigned to.
//
// It runs despite type errors, since code may use a decorator that is still to be generated. A name in a package that
// nothing imports yet is reported as unchecked: the generated file will import it.
var Analyzer = newAnalyzer()

func newAnalyzer() *analysis.Analyzer {
	c := &checker{library: stdlib.Library{Root: filepath.Join(build.Default.GOROOT, "src")}}
	a := &analysis.Analyzer{
		Name:             "backoffgen",
		Doc:              help(),
		URL:              "https://pkg.go.dev/github.com/backoffgen/backoffgen/generator/analyzer",
		Run:              c.run,
		RunDespiteErrors: true,
	}
	a.Flags.BoolVar(&c.warnings, "warnings", true, "report warnings as well as errors")
	return a
}

// A checker is what all passes have in common.
type checker struct {
	warnings bool
	library  stdlib.Library
}

func (c *checker) run(pass *analysis.Pass) (any, error) {
	files := sortFiles(pass)
	if !files.annotated() {
		return nil, nil
	}
	files.exclude(pass)
	at := locator{pass}
	report := func(ds []diag.Diagnostic, wanted func(filename string) bool) {
		for _, d := range ds {
			found := at.diagnostic(d)
			if wanted(at.filename(found.Pos)) && c.isReported(pass, d) {
				pass.Report(found)
			}
		}
	}
	in := c.newInput(pass, files)
	if len(files.plain) > 0 {
		// What test files declare is part of the pass and not of the package that is generated for.
		in.Files, in.Rest = files.plain, slices.Concat(files.fromOthers, files.tests, files.excluded)
		_, ds := resolve.Package(in)
		report(ds, func(string) bool { return true })
	}
	if len(files.tests) > 0 {
		in.Files, in.Rest = append(files.plain, files.tests...), slices.Concat(files.fromOthers, files.excluded)
		_, ds := resolve.Package(in)
		report(ds, isTest)
	}
	return nil, nil
}

// isReported reports whether a finding is one to report. That a declaration does not compile, the driver has said already;
// and where the reason is a decorator that is still to be generated, it is none.
func (c *checker) isReported(pass *analysis.Pass, d diag.Diagnostic) bool {
	if d.Code == resolve.BrokenInterface && len(pass.TypeErrors) > 0 {
		return false
	}
	return c.warnings || d.Severity == diag.Error
}
