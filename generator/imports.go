package generator

import (
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
)

// importErrors returns the go command's own words for failed imports that ds mentions. Failed imports that no decorated
// interface needs are not reported.
func importErrors(pkg *load.Package, ds []diag.Diagnostic) []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, e := range pkg.TypeErrors {
		rest, ok := strings.CutPrefix(e.Msg, "could not import ")
		if !ok {
			continue
		}
		path, _, _ := strings.Cut(rest, " ")
		for _, d := range ds {
			if d.Severity == diag.Error && strings.Contains(d.Message, strconv.Quote(path)) {
				found = append(found, diag.Diagnostic{Code: FailedImport, Pos: pkg.Fset.Position(e.Pos), Message: e.Msg})
				break
			}
		}
	}
	return found
}
