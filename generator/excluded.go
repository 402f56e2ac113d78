package generator

import (
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// warnExcluded reports the annotated sources that no run has loaded because build constraints exclude them. They keep
// their generated files, and whether these are stale is not known; so a dry run warns of them.
func (c Config) warnExcluded(folders []*load.Folder) []diag.Diagnostic {
	annotated, seen := map[string]bool{}, map[string]bool{}
	for _, f := range folders {
		for source := range f.Annotated {
			annotated[source] = true
			seen[source] = seen[source] || f.Loaded(source) || diag.HasErrors(f.Diagnostics)
		}
	}
	var ds []diag.Diagnostic
	for _, source := range slices.Sorted(maps.Keys(annotated)) {
		if seen[source] {
			continue
		}
		text, err := output.Read(source)
		if err != nil {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), source, text, parser.ParseComments|parser.ImportsOnly)
		if err != nil {
			continue
		}
		constraint, hint := resolve.Constraint(source, parsed)
		if constraint == "" {
			continue // the go command excludes it for another reason, such as the name of its package
		}
		c.Logf("%s has annotations, but is built only with %s", source, constraint)
		if c.DryRun {
			d := fileError(ExcludedSource, source, fmt.Sprintf("annotated, but not checked: %s is built only with %s", filepath.Base(source), constraint))
			d.Severity, d.Hint = diag.Warning, hint
			ds = append(ds, d)
		}
	}
	return ds
}
