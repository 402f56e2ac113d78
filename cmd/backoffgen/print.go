package main

import (
	"fmt"
	"io"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
)

// report prints the diagnostics of a run, and its error if it failed as a whole. It returns the exit code.
func (o options) report(stdout, stderr io.Writer, ds []diag.Diagnostic, failed error, dir string) int {
	findings := stderr
	if o.sarif {
		return o.reportSARIF(stdout, stderr, ds, failed, dir)
	}
	if o.json {
		findings = stdout
		if failed != nil { // standard output must have one array in any case
			ds = append(ds, diag.Diagnostic{Code: generator.Failed, Message: failed.Error()})
			failed = nil
		}
	}
	if err := o.printDiagnostics(findings, ds, dir); err != nil {
		return fail(stderr, err)
	}
	if failed != nil {
		return fail(stderr, failed)
	}
	if diag.HasErrors(ds) {
		return exitErrors
	}
	return exitFine
}

// printDiagnostics prints the diagnostics in the wanted form. With -json it prints an array even if it is empty, so
// that programs always get one.
func (o options) printDiagnostics(w io.Writer, ds []diag.Diagnostic, dir string) error {
	switch {
	case o.json:
		return diag.WriteJSON(w, ds, dir)
	case o.codes:
		return diag.WriteTextWithCodes(w, ds, dir)
	}
	return diag.WriteText(w, ds, dir)
}

// printChanges prints the result of a dry run.
func (o options) printChanges(w io.Writer, result generator.Result, dir string) error {
	for _, c := range result.Stale() {
		if o.diff {
			if _, err := diag.TextWriter(w).Write(c.Diff(dir)); err != nil {
				return err
			}
			continue
		}
		if !o.check {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", diag.Printable(diag.Relative(c.Path, dir)), c.Kind); err != nil {
			return err
		}
	}
	return nil
}
