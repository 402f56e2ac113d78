package generator

import (
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// The codes of diagnostics that are not about annotations. They are stable, and each is explained by [Rules].
const (
	FailedImport   = "failed-import"
	CannotEmit     = "cannot-emit"
	ForeignFile    = "foreign-file"
	SameFile       = "same-file"
	MissingRuntime = "missing-runtime"
	Failed         = "failed"

	BadGenerateLine = "bad-generate-line"
	OutsideModule   = "outside-module"
	ExcludedSource  = "excluded-source"
	StaleFile       = resolve.StaleFile

	NestedDecorators = resolve.NestedDecorators // only go vet sees the code that makes them
)

// Rules returns the rules of all diagnostics of [Run], in the order of its steps. The slice is the caller's own.
func Rules() []diag.Rule {
	return slices.Concat(load.Rules(), diag.TextRules(), resolve.Rules(), []diag.Rule{
		{Code: FailedImport, Severity: diag.Error, Law: "2.5", Meaning: "an import that a decorated interface needs cannot be loaded",
			Remedy: "go get its module, or make its package compile"},
		{Code: CannotEmit, Severity: diag.Error, Law: "2.15", Meaning: "a decorator cannot be written in Go in its package",
			Remedy: "annotate an interface that can be written there; the message says what prevents it"},
		{Code: ForeignFile, Severity: diag.Error, Law: "2.2", Meaning: "a file that the generator did not write has the name of one that it would write",
			Remedy: "rename that file, or remove it if it was generated and has lost its header"},
		{Code: SameFile, Severity: diag.Error, Law: "2.1", Meaning: "two sources would have the same generated file",
			Remedy: "rename one of the sources"},
		{Code: MissingRuntime, Severity: diag.Warning, Law: "2.8", Meaning: "the module of the runtime is not in the build list",
			Remedy: "go get github.com/backoffgen/backoffgen, since the generated code imports it"},
		{Code: Failed, Severity: diag.Error, Law: "2.12", Meaning: "the run as a whole failed, over its packages or a file; only -json shows this code",
			Remedy: "do what the message says"},
		{Code: BadGenerateLine, Severity: diag.Error, Law: "2.9", Meaning: "a go:generate line would write outside the module; or, as a warning, it is not run: only go generate can, or nothing can",
			Remedy: "use a folder inside the module for -o, without variables"},
		{Code: OutsideModule, Severity: diag.Error, Law: "5.1", Meaning: "what a decorator line writes beside the decorator would be outside the module",
			Remedy: "name a folder inside the module"},
		{Code: StaleFile, Severity: diag.Warning, Law: "2.13", Meaning: "a generated file does not match the annotations of its source",
			Remedy: "generate again, for example with go generate"},
		{Code: NestedDecorators, Severity: diag.Warning, Law: "3.15", Meaning: "a decorator is made around another one, so that the tries of both multiply; only go vet says so",
			Remedy: "decorate once, or pass backoff.WithNestedOnce() to the inner one"},
		{Code: ExcludedSource, Severity: diag.Warning, Law: "2.6", Meaning: "build constraints exclude an annotated source from what is checked",
			Remedy: "run it again with the tags, or the system, that the message names"},
	})
}
