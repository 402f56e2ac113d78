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

// Analyzer reports what is wrong with the //backoff: annotations of a package. The category of each diagnostic is its
// code. Warnings begin with that word; the flag -warnings=false leaves them out, and -nested=false those about decorators around
// decorators, which are about the code that makes them and not about annotations. It may run on several packages
// at the same time, and is never to be assigned to.
//
// It runs despite type errors, since code may use a decorator that is still to be generated. A name in a package that
// nothing imports yet is reported as not checked: the generated file will import it. It is safe for concurrent use.
var Analyzer = newAnalyzer()

func newAnalyzer() *analysis.Analyzer {
	c := &checker{library: stdlib.Library{Root: filepath.Join(build.Default.GOROOT, "src"), Build: &build.Default}}
	a := &analysis.Analyzer{
		Name:             "backoffgen",
		Doc:              help(),
		URL:              "https://pkg.go.dev/github.com/backoffgen/backoffgen/generator/analyzer",
		Run:              c.run,
		RunDespiteErrors: true,
	}
	a.Flags.BoolVar(&c.warnings, "warnings", true, "report warnings as well as errors")
	a.Flags.BoolVar(&c.nested, "nested", true, "warn of decorators around decorators, whose tries multiply")
	return a
}

// A checker has what all passes share.
type checker struct {
	warnings bool
	nested   bool
	library  stdlib.Library
}

func (c *checker) run(pass *analysis.Pass) (any, error) {
	c.warnNested(pass)
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
		// The declarations of test files are part of the pass, but not of the package that is generated.
		in.Files, in.Rest = files.plain, slices.Concat(files.fromOthers, files.tests, files.excluded)
		p, ds := resolve.Package(in)
		report(append(ds, files.stale(pass, p)...), func(string) bool { return true })
	}
	if len(files.tests) > 0 {
		in.Files, in.Rest = append(files.plain, files.tests...), slices.Concat(files.fromOthers, files.excluded)
		p, ds := resolve.Package(in)
		report(append(ds, files.stale(pass, p)...), isTest)
	}
	return nil, nil
}

// isReported reports whether a diagnostic is passed on. A declaration that does not compile has been reported by the
// driver already, and if it needs a decorator that is still to be generated, nothing is wrong with it.
func (c *checker) isReported(pass *analysis.Pass, d diag.Diagnostic) bool {
	if d.Code == resolve.BrokenInterface && len(pass.TypeErrors) > 0 {
		return false
	}
	return c.warnings || d.Severity == diag.Error
}
