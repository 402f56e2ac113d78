package generator

import (
	"context"
	"io"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/explain"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// An Explanation says what the annotations of packages mean.
type Explanation struct {
	Diagnostics []diag.Diagnostic // sorted

	interfaces []explain.Interface // by package and file, in source order
}

// WriteText writes the explanation for people to read, interface by interface. Names of files inside dir are written
// relative to it. The error is that of the writer.
func (e Explanation) WriteText(w io.Writer, dir string) error {
	return explain.WriteText(diag.TextWriter(w), e.interfaces, dir)
}

// WriteJSON writes the explanation as a JSON array with an object for each interface. Names of files inside dir are
// written relative to it. The error is that of the writer.
func (e Explanation) WriteJSON(w io.Writer, dir string) error {
	return explain.WriteJSON(diag.JSONWriter(w), e.interfaces, dir)
}

// WriteHTML writes the explanation as a page that needs no other file and no network, with a picture of each method's attempts. Names of
// files inside dir are written relative to it. The error is that of the writer.
func (e Explanation) WriteHTML(w io.Writer, dir string) error {
	return explain.WriteHTML(diag.TextWriter(w), e.interfaces, dir)
}

// Explain says what the annotations of packages mean, and generates nothing. Errors in a package are among the
// diagnostics, and then the package is not explained. The error is about the run as a whole.
func Explain(ctx context.Context, cfg Config) (Explanation, error) {
	return untilStopped(ctx, cfg, explainAll)
}

func explainAll(ctx context.Context, cfg Config) (Explanation, error) {
	folders, err := cfg.loadAll(ctx)
	if err != nil {
		return Explanation{}, err
	}
	var out Explanation
	var plans []*plan.Package
	for _, folder := range folders {
		part, found := resolveFolder(folder)
		out.Diagnostics = append(out.Diagnostics, found...)
		if !diag.HasErrors(found) {
			plans = append(plans, part...)
		}
	}
	code, err := readAround(ctx, cfg, namedBy(plans), constructorsOf(plans))
	if err != nil {
		return Explanation{}, err
	}
	for _, p := range plans {
		out.interfaces = append(out.interfaces, explain.Package(p, code)...)
	}
	explain.Nest(out.interfaces, code.nestings())
	out.Diagnostics = diag.Compact(out.Diagnostics)
	return out, nil
}
