package generator

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/docs"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A keyPage is about a key or a directive, as the tables describe it.
type keyPage struct {
	name        string
	title       string // as Markdown
	doc         string
	isDirective bool
	rows        [][2]string // what the head says beside the doc
	last, next  string      // the names of the pages before and after it; empty at the ends

	ring keys.Ring // of a key
}

// keyPagesOf returns the pages that there have to be: of the directives, and of the keys that more than one of them takes.
// A key that one directive alone takes is on that one's page.
func keyPagesOf() []keyPage {
	var pages []keyPage
	takers := map[string][]string{}
	var shared []keys.Key
	verbs := directive.Verbs()
	for _, v := range verbs {
		for _, k := range directive.Keys(v.Verb) {
			takers[k.Name] = append(takers[k.Name], string(v.Verb))
			if len(takers[k.Name]) == 2 {
				k, _ = keys.Find(k.Name)
				shared = append(shared, k)
			}
		}
	}
	for _, v := range verbs {
		p := keyPage{name: string(v.Verb), title: "`//backoff:" + string(v.Verb) + "`", doc: v.Doc, isDirective: true}
		p.add("written", "`"+strings.TrimSpace("//backoff:"+string(v.Verb)+" "+v.Args)+"`")
		p.add("on", strings.ReplaceAll(v.Where.String(), "embedded", "embedded line"))
		var all []string
		for _, k := range directive.Keys(v.Verb) {
			if len(takers[k.Name]) == 1 {
				p.add("`"+k.Name+"`", fmt.Sprintf("%s; %s; default: %s", k.Doc, k.Values(), k.Default))
			} else {
				all = append(all, k.Name)
			}
		}
		p.add("keys", links(all))
		pages = append(pages, p)
	}
	for _, k := range shared {
		pages = append(pages, aboutKey(k, takers[k.Name]))
	}
	for i := range pages {
		if i > 0 {
			pages[i].last = pages[i-1].name
		}
		if i < len(pages)-1 {
			pages[i].next = pages[i+1].name
		}
		pages[i].add("rules", rulesAbout(pages[i].name))
	}
	return pages
}

// aboutKey is the page of a key that these directives take.
func aboutKey(k keys.Key, takers []string) keyPage {
	p := keyPage{name: k.Name, title: "`" + k.Name + "`", doc: k.Doc, ring: k.Ring}
	if k.Spelling != "" {
		p.add("also written", "`"+k.Spelling+"`")
	}
	p.add("value", k.Values())
	p.add("default", k.Default)
	p.add("directives", links(takers))
	if k.Positional > 0 {
		position := fmt.Sprintf("argument %d of `policy`", k.Positional)
		if k.Kind == keys.KindErrors {
			position += ", and those after it"
		}
		p.add("without its name", position)
	}
	switch {
	case k.Configurable:
		p.add("JSON, environment", fmt.Sprintf("`%q`, `BACKOFF_STORE_FETCH_%s`", k.Name, strings.ToUpper(k.Name)))
	default:
		p.add("JSON, environment", "no, it stays as annotated")
	}
	if k.Field != "" {
		p.add("in Go", fmt.Sprintf("`backoff.Policy.%s`", k.Field))
	} else {
		p.add("in Go", "in the generated method, not in its policy")
	}
	p.add("for", k.Ring.String())
	if len(k.Meant) > 0 {
		p.add("hints lead here from", "`"+strings.Join(k.Meant, "`, `")+"`, in any style of writing")
	}
	return p
}

func (p *keyPage) add(label, text string) {
	if text != "" {
		p.rows = append(p.rows, [2]string{label, text})
	}
}

// head is what stands between the page's title and its text.
func (p keyPage) head() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s.\n\n| | |\n|---|---|\n", p.title, p.doc)
	for _, row := range p.rows {
		fmt.Fprintf(&b, "| %s | %s |\n", row[0], row[1])
	}
	b.WriteString("\n[All keys and directives](README.md)")
	if p.last != "" {
		b.WriteString(" · before: " + links([]string{p.last}))
	}
	if p.next != "" {
		b.WriteString(" · next: " + links([]string{p.next}))
	}
	b.WriteString("\n")
	return b.String()
}

func links(names []string) string {
	var out []string
	for _, name := range names {
		out = append(out, fmt.Sprintf("[`%s`](%[1]s.md)", name))
	}
	return strings.Join(out, ", ")
}

// rulesAbout links the rules that speak of a key or a directive: those that are called after it by their titles, others by
// their numbers.
func rulesAbout(name string) string {
	called := regexp.MustCompile(`^The (?:keys?|directives?) (?:\w+ and )?` + name + `\b`)
	spoken := regexp.MustCompile("`(?://backoff:)?" + name + "[ =`]")
	var titles, numbers []string
	for _, r := range docs.Rules() {
		switch {
		case called.MatchString(r.Title):
			titles = append(titles, fmt.Sprintf("[%s %s](../rules.md#rule-%[1]s)", r.Number, r.Title))
		case spoken.MatchString(r.Text):
			numbers = append(numbers, fmt.Sprintf("[%s](../rules.md#rule-%[1]s)", r.Number))
		}
	}
	return strings.Join(slices.Concat(titles, numbers), ", ")
}

// keyIndex is the list of the pages: of directives, and of keys by their rings.
func keyIndex(pages []keyPage) string {
	var b strings.Builder
	b.WriteString("# Keys and directives\n\nA page for each: what it does, an example that is compiled, and when not to use it. [Rules](../rules.md) has every promise word for word.\n")
	heading := ""
	for _, p := range pages {
		group := "Directives"
		if !p.isDirective {
			group = "Keys for " + p.ring.String()
		}
		if group != heading {
			heading = group
			fmt.Fprintf(&b, "\n## %s\n\n| | |\n|---|---|\n", group)
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %s |\n", p.title, p.name, p.doc)
	}
	return b.String()
}
