package main

import (
	"fmt"
	"io"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
)

// report prints what a run found, and why it failed as a whole if it did, and returns the exit code for that.
func (o options) report(stdout, stderr io.Writer, ds []diag.Diagnostic, failed error, dir string) int {
	findings := stderr
	if o.json {
		findings = stdout
		if failed != nil { // standard output is one array all the same
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

// printDiagnostics prints the diagnostics in the form that was asked for. As JSON there is an array even when it is
// empty, so that a program which reads it need not know that case.
func (o options) printDiagnostics(w io.Writer, ds []diag.Diagnostic, dir string) error {
	switch {
	case o.json:
		return diag.WriteJSON(w, ds, dir)
	case o.codes:
		return diag.WriteTextWithCodes(w, ds, dir)
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
		if _, err := fmt.Fprintf(w, "%s: %s\n", diag.Printable(diag.Relative(c.Path, dir)), c.Kind); err != nil {
			return err
		}
	}
	return nil
}
