package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
)

// printDiagnostics prints the diagnostics in the form that was asked for. As JSON there is an array even when it is
// empty, so that a program which reads it need not know that case.
func (o options) printDiagnostics(w io.Writer, ds []diag.Diagnostic, dir string) error {
	if o.json {
		return diag.WriteJSON(w, ds, dir)
	}
	return diag.WriteText(w, ds, dir)
}

// printChanges prints what a dry run found.
func (o options) printChanges(w io.Writer, result generator.Result, dir string) error {
	for _, c := range result.Stale() {
		if o.diff {
			if _, err := w.Write(c.Diff(dir)); err != nil {
				return err
			}
			continue
		}
		if !o.check {
			continue
		}
		name := c.Path
		if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
			name = rel
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", name, c.Kind); err != nil {
			return err
		}
	}
	return nil
}
