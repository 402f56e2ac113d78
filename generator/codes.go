package generator

import (
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// The codes of what goes wrong around the annotations.
const (
	FailedImport   = "failed-import"
	CannotEmit     = "cannot-emit"
	ForeignFile    = "foreign-file"
	SameFile       = "same-file"
	MissingRuntime = "missing-runtime"

	BadGenerateLine = "bad-generate-line"
	ExcludedSource  = "excluded-source"
	StaleFile       = "stale-file"
)

// Rules returns all rules that the diagnostics of [Run] may be about, in the order of its stages. The slice is the
// caller's own.
func Rules() []diag.Rule {
	return slices.Concat(load.Rules(), diag.TextRules(), resolve.Rules(), []diag.Rule{
		{Code: FailedImport, Severity: diag.Error, Meaning: "an import that a decorated interface needs cannot be loaded"},
		{Code: CannotEmit, Severity: diag.Error, Meaning: "a decorator cannot be written as Go in its package"},
		{Code: ForeignFile, Severity: diag.Error, Meaning: "a file that the generator did not write stands where it would write one"},
		{Code: SameFile, Severity: diag.Error, Meaning: "two sources would have the same generated file"},
		{Code: MissingRuntime, Severity: diag.Warning, Meaning: "the module of the runtime is not in the build list"},
		{Code: BadGenerateLine, Severity: diag.Error, Meaning: "a go:generate line would write out of the module; a warning where only go generate could run it"},
		{Code: StaleFile, Severity: diag.Warning, Meaning: "a generated file is not what its source's annotations say now"},
		{Code: ExcludedSource, Severity: diag.Warning, Meaning: "build constraints exclude an annotated source from what is checked"},
	})
}
