package analyzer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// files are the files of a pass, by what they mean to the generator.
type files struct {
	plain, tests []*ast.File          // written by hand
	fromOthers   []*ast.File          // generated from the interfaces of another package
	excluded     []*ast.File          // not built here
	generated    map[string]*ast.File // those that are generated from the package's own interfaces, by name
}

func sortFiles(pass *analysis.Pass) files {
	sorted := files{generated: map[string]*ast.File{}}
	for _, f := range pass.Files {
		filename := pass.Fset.PositionFor(f.FileStart, false).Filename
		opening := generatedHeader(filename, pass.Fset, f)
		switch {
		case opening != nil && output.Origin(opening) != "":
			sorted.fromOthers = append(sorted.fromOthers, f)
		case opening != nil:
			sorted.generated[filename] = f
		case isTest(filename):
			sorted.tests = append(sorted.tests, f)
		default:
			sorted.plain = append(sorted.plain, f)
		}
	}
	sorted.plain = slices.Clip(sorted.plain)
	return sorted
}

// exclude adds the files of the package that build constraints exclude, if they can be parsed.
func (f *files) exclude(pass *analysis.Pass) {
	for _, filename := range pass.IgnoredFiles {
		if !strings.HasSuffix(filename, ".go") {
			continue
		}
		text, err := pass.ReadFile(filename)
		if err != nil {
			continue
		}
		parsed, _ := parser.ParseFile(pass.Fset, filename, text, parser.ParseComments|parser.SkipObjectResolution)
		if parsed == nil || parsed.Name.Name != pass.Pkg.Name() {
			continue
		}
		if opening := generatedHeader(filename, pass.Fset, parsed); opening == nil || output.Origin(opening) != "" {
			f.excluded = append(f.excluded, parsed)
		}
	}
}

func (f files) annotated() bool {
	return slices.ContainsFunc(f.plain, directive.IsAnnotated) || slices.ContainsFunc(f.tests, directive.IsAnnotated)
}

// generatedHeader returns the comment at the start of a generated file, and nil for other files.
func generatedHeader(filename string, fset *token.FileSet, f *ast.File) []byte {
	if _, ok := output.SourcePath(filename); !ok || len(f.Comments) == 0 {
		return nil
	}
	first := f.Comments[0]
	if first.Pos() > f.Package || fset.PositionFor(first.Pos(), false).Line > 1 {
		return nil
	}
	var text strings.Builder
	for _, c := range first.List {
		text.WriteString(c.Text + "\n")
	}
	if opening := []byte(text.String()); output.IsGenerated(opening) {
		return opening
	}
	return nil
}

func isTest(filename string) bool { return strings.HasSuffix(filename, "_test.go") }

// stale warns of generated files whose comments say other policies than p has.
func (f *files) stale(pass *analysis.Pass, p *plan.Package) (ds []diag.Diagnostic) {
	if p == nil {
		return nil
	}
	for _, source := range p.Files {
		name := output.GeneratedPath(source.Source)
		if generated := f.generated[name]; generated != nil && resolve.SaysOther(source, generated) {
			ds = append(ds, resolve.StaleWarning(pass.Fset, source, name))
		}
	}
	return ds
}
