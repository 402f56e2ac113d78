// Package reference describes directives and keys to those who write annotations: as text, as JSON, and as Markdown for the
// pages in docs/keys. All of it comes from the tables that the parser reads by.
package reference

import (
	"fmt"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// An Entry describes a directive or a key.
type Entry struct {
	Name        string
	Doc         string // one line, no final full stop
	Group       string // who needs it: "every day", "what the server says", "specialists", "about the types"
	IsDirective bool
	Facts       []Fact
}

// A Fact is one thing that is known of a directive or a key.
type Fact struct {
	Label  string
	Text   string
	IsCode bool     // Text is written like this in programs or files
	Names  []string // in place of Text, names of other entries
}

// client is what lists show beside the entries: it is neither a directive nor a key, and has a page for each client.
var client = Entry{Name: "@client", Group: keys.Server.String(), Doc: "in a list of errors: what the errors of a well-known client mean, such as @pgx or @pgx.unsent"}

// Title returns the entry's name as it is written: //backoff:retry, or max_tries.
func (e Entry) Title() string {
	if e.IsDirective {
		return "//backoff:" + e.Name
	}
	return e.Name
}

// aboutTypes are for those specialists whose types do not tell, or tell something else than is meant.
const aboutTypes = "about the types"

// group returns who needs an entry.
func group(name string, ring keys.Ring) string {
	switch name {
	case keys.Lifetime, keys.Replay, string(directive.VerbDecorator), string(directive.VerbWrap):
		return aboutTypes
	}
	return ring.String()
}

// ringOf returns who needs a directive.
func ringOf(v directive.Verb) keys.Ring {
	switch v {
	case directive.VerbPolicy, directive.VerbRetry:
		return keys.EveryDay
	case directive.VerbWhen:
		return keys.Server
	}
	return keys.Specialist
}

// All returns the directives, and the keys of policies, group by group; within one, directives come first, and the
// order is that of the tables. A key that only one directive takes is a fact about that one.
func All() []Entry {
	takers := map[string][]string{}
	var entries []Entry
	for _, v := range directive.Verbs() {
		for _, k := range directive.Keys(v.Verb) {
			takers[k.Name] = append(takers[k.Name], string(v.Verb))
		}
	}
	for _, v := range directive.Verbs() {
		entries = append(entries, ofDirective(v, takers))
	}
	for _, k := range append(keys.OfPolicy(), directive.MethodsKey()) {
		entries = append(entries, ofKey(k, takers[k.Name]))
	}
	groups := []string{keys.EveryDay.String(), keys.Server.String(), keys.Specialist.String(), aboutTypes}
	slices.SortStableFunc(entries, func(a, b Entry) int { return slices.Index(groups, a.Group) - slices.Index(groups, b.Group) })
	return entries
}

// reader returns who needs e, as a fact.
func (e Entry) reader() string {
	if e.Group == aboutTypes {
		return keys.Specialist.String() + ", " + aboutTypes
	}
	return e.Group
}

func ofDirective(v directive.VerbSpec, takers map[string][]string) Entry {
	e := Entry{Name: string(v.Verb), Doc: v.Doc, Group: group(string(v.Verb), ringOf(v.Verb)), IsDirective: true}
	e.Facts = append(e.Facts,
		Fact{Label: "for", Text: e.reader()},
		Fact{Label: "written", Text: strings.TrimSpace(e.Title() + " " + v.Args), IsCode: true},
		Fact{Label: "on", Text: strings.ReplaceAll(v.Where.String(), "embedded", "embedded line")})
	var shared []string
	for _, k := range directive.Keys(v.Verb) {
		if len(takers[k.Name]) > 1 {
			shared = append(shared, k.Name)
		} else {
			e.Facts = append(e.Facts, Fact{Label: k.Name, Text: fmt.Sprintf("%s; %s; default: %s", k.Doc, k.Values(), k.Default)})
		}
	}
	if len(shared) > 0 {
		e.Facts = append(e.Facts, Fact{Label: "keys", Names: shared})
	}
	return e
}

func ofKey(k keys.Key, takers []string) Entry {
	e := Entry{Name: k.Name, Doc: k.Doc, Group: group(k.Name, k.Ring)}
	add := func(f Fact) { e.Facts = append(e.Facts, f) }
	add(Fact{Label: "for", Text: e.reader()})
	if k.Spelling != "" {
		add(Fact{Label: "also written", Text: k.Spelling, IsCode: true})
	}
	add(Fact{Label: "value", Text: k.Values()})
	add(Fact{Label: "default", Text: k.Default})
	if k.SettingOnly {
		add(Fact{Label: "directives", Text: "none: JSON and the environment alone have it"})
	} else {
		add(Fact{Label: "directives", Names: takers})
	}
	if k.Positional > 0 {
		position := fmt.Sprintf("argument %d of policy", k.Positional)
		if k.Kind == keys.KindErrors {
			position += ", and those after it"
		}
		add(Fact{Label: "without its name", Text: position})
	}
	if k.Configurable {
		add(Fact{Label: "JSON", Text: fmt.Sprintf("%q", k.Name), IsCode: true})
		add(Fact{Label: "environment", Text: "BACKOFF_STORE_FETCH_" + strings.ToUpper(k.Name), IsCode: true})
	} else {
		add(Fact{Label: "JSON, environment", Text: "no, it stays as annotated"})
	}
	if k.Field != "" {
		add(Fact{Label: "in Go", Text: "backoff.Policy." + k.Field, IsCode: true})
	} else {
		add(Fact{Label: "in Go", Text: "in the generated method, not in its policy"})
	}
	if len(k.Meant) > 0 {
		add(Fact{Label: "hints lead here from", Text: strings.Join(k.Meant, ", ")})
	}
	return e
}

// Find returns the entries of these names, or all when there are none. A directive may be named as in a comment. An error means that
// nothing has a name, and says what was probably meant.
func Find(names ...string) ([]Entry, error) {
	all := All()
	if len(names) == 0 {
		return all, nil
	}
	var found []Entry
	for _, name := range names {
		name = strings.TrimPrefix(name, "//backoff:")
		e, ok := find(all, name)
		if !ok {
			return nil, unknown(all, name)
		}
		found = append(found, e)
	}
	return found, nil
}

func find(all []Entry, name string) (Entry, bool) {
	if k, ok := keys.Find(name); ok {
		name = k.Name // which may have been its second spelling
	}
	for _, e := range all {
		if e.Name == name {
			return e, true
		}
	}
	return Entry{}, false
}

// unknown is the error of a name that nothing has.
func unknown(all []Entry, name string) error {
	near := keys.Translate(keys.All(), name)
	if near == "" {
		var known []string
		for _, e := range all {
			known = append(known, e.Name)
		}
		near = keys.Nearest(name, known)
	}
	if near != "" {
		return fmt.Errorf("there is no key or directive %s (did you mean %s?)", name, near)
	}
	return fmt.Errorf("there is no key or directive %s; explain -keys lists them", name)
}
