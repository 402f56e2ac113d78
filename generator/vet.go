package generator

import (
	"context"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// Vet returns what [Run] says about annotations and the types around them, and generates nothing. What concerns the
// generated files alone, such as one whose name is taken, is not looked at. The error is about the run as a whole.
func Vet(ctx context.Context, cfg Config) ([]diag.Diagnostic, error) {
	folders, err := cfg.open(ctx)
	if err != nil {
		return nil, err
	}
	var ds []diag.Diagnostic
	for _, folder := range folders {
		_, found := resolveFolder(folder)
		ds = append(ds, found...)
	}
	return diag.Compact(ds), nil
}
