package directive

import (
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// classSign begins what names a well-known client's errors.
const classSign = "@"

// Class reads an entry that names a well-known client's errors, @pgx, or one class of them, @pgx.unsent. The class is the
// empty word when none is written. It returns false if e is not such an entry. Whether there is such a client is not known
// here.
func (e Expr) Class() (client, class Word, ok bool) {
	text, ok := strings.CutPrefix(e.Text, classSign)
	if !ok {
		return Word{}, Word{}, false
	}
	name, part, found := strings.Cut(text, ".")
	from := len(classSign)
	client = Word{Text: name, Pos: e.At(from), End: e.At(from + len(name))}
	if found {
		from += len(name) + 1
		class = Word{Text: part, Pos: e.At(from), End: e.At(from + len(part))}
	}
	return client, class, true
}

// Clients returns the names of the clients whose errors f's annotations name, sorted. There may be no such clients.
func Clients(f *File) []string {
	var names []string
	add := func(e Expr) {
		if client, _, ok := e.Class(); ok {
			names = append(names, client.Text)
		}
	}
	addPolicy := func(p *Policy) {
		for _, e := range p.Errors {
			add(e.Expr)
		}
		for _, e := range p.Value(keys.RetryResult).Expr.Entries() {
			add(e)
		}
	}
	for _, i := range f.Interfaces {
		for p := range i.Lines() {
			addPolicy(p)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Entries returns the entries of e where it is a list, each with its position. A comma inside brackets or a literal belongs
// to an entry.
func (e Expr) Entries() []Expr {
	var entries []Expr
	from := 0
	cut := func(to int) {
		text := e.Text[from:to]
		begin := from + len(text) - len(strings.TrimLeftFunc(text, isSpace))
		text = strings.TrimSpace(text)
		part := Expr{Text: text, KeyPos: e.KeyPos, Pos: e.At(begin), End: e.At(begin + len(text))}
		if e.offsets != nil {
			for _, offset := range e.offsets[begin : begin+len(text)] {
				part.offsets = append(part.offsets, offset-e.offsets[begin])
			}
		}
		entries = append(entries, part)
		from = to + 1
	}
	scanBrackets(e.Text, cut)
	cut(len(e.Text))
	return entries
}
