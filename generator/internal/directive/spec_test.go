package directive_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// The table is the documentation: its words, order and support are what SPEC says.
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
	for verb, want := range map[directive.Verb]string{
		directive.VerbPolicy: "attempt_timeout/1 deadline/2 pause/3 errors/4 giveup max_tries multiplier max_pause jitter " +
			"retry_result pause_from fallback hedge on_timeout lifetime replay",
		directive.VerbRetry: "attempt_timeout deadline pause errors giveup max_tries multiplier max_pause jitter " +
			"retry_result pause_from fallback hedge on_timeout lifetime replay",
		directive.VerbDecorator: "name constructor policies",
		directive.VerbUse:       "",
		directive.VerbOff:       "",
		directive.VerbImport:    "",
	} {
		var got []string
		for _, k := range directive.Keys(verb) {
			name := k.Name
			if !k.Supported {
				name = "-" + name
			}
			if k.Positional > 0 {
				name += "/" + string(rune('0'+k.Positional))
			}
			got = append(got, name)
			if k.Doc == "" || k.Default == "" || k.Kind == "" || strings.HasSuffix(k.Doc, ".") {
				t.Errorf("%s is described by %+v", k.Name, k)
			}
		}
		if d := cmp.Diff(strings.Fields(want), got, cmp.Transformer("nil", func(s []string) string { return strings.Join(s, " ") })); d != "" {
			t.Errorf("keys of %s (-want +got):\n%s", verb, d)
		}
	}
}

// Every known key is either read or refused as not supported yet: none is accepted and forgotten.
func TestEveryKeyIsReadOrRefused(t *testing.T) {
	good := map[string]string{"attempt_timeout": "1ms", "deadline": "1s", "pause": "1ms", "errors": "ErrA", "giveup": "f", "max_tries": "3",
		"lifetime": "result", "replay": "none",
		"multiplier": "1.5", "max_pause": "5s", "jitter": "0.2", "pause_from": "f",
		"retry_result": "f", "fallback": "f", "hedge": "1ms", "on_timeout": "abandon"}
	for _, k := range directive.Keys(directive.VerbPolicy) {
		src := onMethod("//backoff:policy " + k.Name + "=" + good[k.Name] + " errors=error")
		switch k.Name {
		case "errors":
			src = onMethod("//backoff:policy errors=ErrA")
		case "multiplier", "max_pause", "jitter":
			src = onMethod("//backoff:policy " + k.Name + "=" + good[k.Name] + " errors=error pause=1ms")
		}
		file, ds, fset := read(t, src)
		if !k.Supported {
			if len(ds) == 0 || ds[0].Code != "unsupported-key" || ds[0].Pos.Column != 19 {
				t.Errorf("%s: got %q, want it refused in column 19", k.Name, lines(ds))
			}
			continue
		}
		read := strings.Join(describe(file.Interfaces[0].Members[0].Policy, src, fset), "\n")
		if len(ds) > 0 || !strings.Contains(read, "written "+good[k.Name]) {
			t.Errorf("%s: got %q and %q, want it read", k.Name, read, lines(ds))
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
