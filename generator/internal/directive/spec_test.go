package directive_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// Rule 1.1: the table is the documentation, so its words, its order and the places of each directive are fixed here.
func TestVerbs(t *testing.T) {
	var got []string
	for _, v := range directive.Verbs() {
		got = append(got, string(v.Verb)+" on "+v.Where.String())
		if v.Doc == "" || v.Where == 0 || strings.HasSuffix(v.Doc, ".") {
			t.Errorf("%s is described by %+v", v.Verb, v)
		}
	}
	if d := cmp.Diff([]string{
		"policy on interface, method, embedded",
		"retry on interface, method, embedded",
		"use on interface, method, embedded",
		"off on interface, method, embedded",
		"decorator on interface", "wrap on interface, method, embedded",
		"when on interface, method, embedded",
		"with on interface, method, embedded",
		"import on file",
	}, got); d != "" {
		t.Errorf("verbs (-want +got):\n%s", d)
	}
}

// A policy's keys are those of the table, and methods. Retry takes its number first, and no other value without its key.
func TestKeys(t *testing.T) {
	withMethods := append(keys.All(), directive.MethodsKey())
	if d := cmp.Diff(withMethods, directive.Keys(directive.VerbPolicy)); d != "" {
		t.Errorf("keys of policy (-want +got):\n%s", d)
	}
	want := append(keys.All(), directive.MethodsKey())
	for i := range want {
		want[i].Positional = 0
	}
	if d := cmp.Diff(want, directive.Keys(directive.VerbRetry)); d != "" {
		t.Errorf("keys of retry (-want +got):\n%s", d)
	}
	if got := keys.Names(directive.Keys(directive.VerbDecorator)); !slices.Equal(got, []string{"name", "constructor", "policies", "target", "into"}) {
		t.Errorf("keys of decorator: %q", got)
	}
	for _, verb := range []directive.Verb{directive.VerbUse, directive.VerbOff} {
		if got := keys.Names(directive.Keys(verb)); !slices.Equal(got, []string{"methods"}) {
			t.Errorf("keys of %s: %q", verb, got)
		}
	}
	for _, verb := range []directive.Verb{directive.VerbWith, directive.VerbImport} {
		if got := directive.Keys(verb); got != nil {
			t.Errorf("keys of %s: %v", verb, got)
		}
	}
}

// What the table returns is the caller's own.
func TestTablesAreCopies(t *testing.T) {
	directive.Verbs()[0].Doc = "changed"
	directive.Keys(directive.VerbPolicy)[0].Doc = "changed"
	if directive.Verbs()[0].Doc == "changed" || directive.Keys(directive.VerbPolicy)[0].Doc == "changed" {
		t.Error("a caller's change reaches the table")
	}
}
