package generator

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/golden/update"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

const annotations = "../docs/annotations.md"

// The tables of annotations: directives and keys, made from the table that the parser reads by.
func TestTablesOfAnnotations(t *testing.T) {
	data, err := os.ReadFile(annotations)
	if err != nil {
		t.Fatal(err)
	}
	want := update.Section(t, string(data), "directives", directivesTable())
	want = update.Section(t, want, "keys", keysTable())
	update.File(t, annotations, want)
}

func directivesTable() string {
	var b strings.Builder
	b.WriteString("| directive | on | meaning |\n|---|---|---|\n")
	for _, v := range directive.Verbs() {
		var on []string
		for _, p := range []struct {
			place directive.Place
			name  string
		}{{directive.OnInterface, "interface"}, {directive.OnMethod, "method"}, {directive.OnEmbedded, "embedded line"}, {directive.OnFile, "file"}} {
			if v.Where&p.place != 0 {
				on = append(on, p.name)
			}
		}
		fmt.Fprintf(&b, "| [`//backoff:%s`](keys/%s.md) | %s | %s |\n", strings.TrimSpace(string(v.Verb)+" "+v.Args), v.Verb, strings.Join(on, ", "), v.Doc)
	}
	return b.String()
}

// keysTable is a table of the keys for every day, and a line with links for each of the other rings.
func keysTable() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Keys for %s:\n\n| key | value | default | meaning |\n|---|---|---|---|\n", keys.EveryDay)
	others := map[keys.Ring][]string{}
	for _, k := range directive.Keys(directive.VerbPolicy) {
		name := fmt.Sprintf("[`%s`](keys/%[1]s.md)", k.Name)
		if k.Ring != keys.EveryDay {
			others[k.Ring] = append(others[k.Ring], name)
			continue
		}
		if k.Spelling != "" {
			name += " or `" + k.Spelling + "`"
		}
		value := k.Values()
		if k.Positional > 0 {
			value += fmt.Sprintf("; positional %d", k.Positional)
		}
		if k.Kind == keys.KindErrors {
			value += " and on"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, value, k.Default, k.Doc)
	}
	for _, ring := range []keys.Ring{keys.Server, keys.Specialist} {
		fmt.Fprintf(&b, "\nKeys for %s: %s.\n", ring, strings.Join(others[ring], ", "))
	}
	b.WriteString("\n[Each has a page](keys/README.md) with an example; `backoffgen explain -keys` lists them.\n")
	return b.String()
}
