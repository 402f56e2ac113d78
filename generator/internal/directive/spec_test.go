package directive_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// The table is the documentation: its words and their order are what users read.
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
		"off on method, embedded",
		"decorator on interface",
		"import on file",
	}, got); d != "" {
		t.Errorf("verbs (-want +got):\n%s", d)
	}
}

func TestKeys(t *testing.T) {
	const policy = "attempt_timeout/1 deadline/2 pause/3 max_tries errors/4 multiplier max_pause jitter " +
		"retry_result pause_from giveup fallback hedge on_timeout lifetime replay"
	for verb, want := range map[directive.Verb]string{
		directive.VerbPolicy:    policy,
		directive.VerbRetry:     regexp.MustCompile("/.").ReplaceAllString(policy, ""),
		directive.VerbDecorator: "name constructor",
		directive.VerbUse:       "",
		directive.VerbOff:       "",
		directive.VerbImport:    "",
	} {
		var got []string
		for _, k := range directive.Keys(verb) {
			name := k.Name
			if k.Positional > 0 {
				name += "/" + string(rune('0'+k.Positional))
			}
			got = append(got, name)
			if k.Doc == "" || k.Default == "" || k.Kind == "" || strings.HasSuffix(k.Doc, ".") {
				t.Errorf("%s is described by %+v", k.Name, k)
			}
		}
		if d := cmp.Diff(want, strings.Join(got, " ")); d != "" {
			t.Errorf("keys of %s (-want +got):\n%s", verb, d)
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
