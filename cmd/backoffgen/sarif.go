package main

import (
	"go/token"
	"io"
	"runtime/debug"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
)

// reportSARIF prints the diagnostics of a run as a log of SARIF, which tells of the error, too, if the run failed as a whole. It
// returns the exit code.
func (o options) reportSARIF(stdout, stderr io.Writer, ds []diag.Diagnostic, failed error, dir string) int {
	log := diag.SARIFLog{
		Rules:       generator.Rules(),
		Page:        func(r diag.Rule) string { return rulesPage + "#rule-" + r.Law },
		Diagnostics: ds,
		Failed:      failed,
		Dir:         dir,
		ReadFile:    generator.ReadSource(dir),
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		log.Version = info.Main.Version
	}
	if err := log.Write(stdout); err != nil {
		return fail(stderr, err)
	}
	if failed != nil || hasErrors(ds) {
		return exitErrors
	}
	return exitFine
}

// hasErrors is diag.HasErrors without what is stale: that has an exit code of its own.
func hasErrors(ds []diag.Diagnostic) bool {
	for _, d := range ds {
		if d.Severity == diag.Error && d.Code != generator.StaleFile {
			return true
		}
	}
	return false
}

// staleFiles are findings for what -check lists: the files that are missing, stale or superfluous. They make it fail, so they are
// errors here.
func staleFiles(result generator.Result) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, c := range result.Stale() {
		ds = append(ds, diag.Diagnostic{
			Severity: diag.Error, Code: generator.StaleFile, Pos: token.Position{Filename: c.Path, Line: 1, Column: 1},
			Message: "this generated file is " + c.Kind.String(), Hint: "generate again, for example with go generate",
		})
	}
	return ds
}
