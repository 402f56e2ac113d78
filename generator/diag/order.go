package diag

import (
	"cmp"
	"slices"
)

// Sort sorts ds by file, line, column and code, in place. Diagnostics that are equal in all four keep their order, so
// the same input always gives the same output.
func Sort(ds []Diagnostic) {
	slices.SortStableFunc(ds, compare)
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Pos.Filename, b.Pos.Filename),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column),
		cmp.Compare(a.Code, b.Code),
	)
}

// Compact sorts ds and removes repeated diagnostics: a file that belongs to a package and to its test variant is
// checked twice. It changes ds itself and returns the shortened slice.
func Compact(ds []Diagnostic) []Diagnostic {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(compare(a, b), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool {
		return compare(a, b) == 0 && a.Message == b.Message && a.Severity == b.Severity
	})
}

// HasErrors reports whether ds has an error, and not only warnings.
func HasErrors(ds []Diagnostic) bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}
