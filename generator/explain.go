package generator

import (
	"context"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/explain"
)

// An Explanation is what there is to say about the annotations of packages.
type Explanation struct {
	Interfaces  []explain.Interface // by package and file, in source order
	Diagnostics []diag.Diagnostic   // sorted
}

// Explain says what the annotations of packages mean, and generates nothing. What is wrong with a package is among the
// diagnostics, and then there is nothing else about it. The error is about the run as a whole.
func Explain(ctx context.Context, cfg Config) (Explanation, error) {
	folders, err := cfg.open(ctx)
	if err != nil {
		return Explanation{}, err
	}
	var out Explanation
	for _, folder := range folders {
		plans, found := resolveFolder(folder)
		out.Diagnostics = append(out.Diagnostics, found...)
		if diag.HasErrors(found) {
			continue
		}
		for _, p := range plans {
			out.Interfaces = append(out.Interfaces, explain.Package(p)...)
		}
	}
	out.Diagnostics = diag.Compact(out.Diagnostics)
	return out, nil
}
