package directive

import (
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// readEntries reads the value of a, a comma-separated list of Go names and types, at the end of which some may be left out by
// a ! before them. A comma inside brackets or a literal belongs to an entry.
func (r *reader) readEntries(a assignment) []Entry {
	rd := a.directive
	if !r.checkBrackets(rd, a.val) {
		return nil
	}
	var entries []Entry
	from := 0
	cut := func(to int) {
		v := a.val.slice(from, to).trim()
		from = to + 1
		not := token.NoPos
		if strings.HasPrefix(v.text, "!") {
			not = rd.at(v.start())
			v = v.slice(1, len(v.text)).trim()
		}
		switch {
		case v.text == "":
			d := r.errorAt(rd, diag.BadValue, v.start(), v.end(), "empty entry in errors; expected an error value, a type or a function")
			if to == len(a.val.text) {
				d.Hint = "a list with spaces needs quotes: errors=\"a, b\""
			}
		case v.text[0] == '[' || v.text[0] == '(' && strings.Contains(v.text, ","):
			r.errorAt(rd, diag.BadValue, v.start(), v.end(), "errors has an entry in brackets; expected a list without them, such as ErrBusy,io.EOF")
		default:
			entries = append(entries, Entry{v.expr(rd, a.key), not})
		}
	}
	scanBrackets(a.val.text, cut)
	cut(len(a.val.text))
	return entries
}

// checkOrder reports entries that are left out of a list before its end, or of nothing.
func (r *reader) checkOrder(list []Entry) {
	last := -1 // the index of the last entry that is not left out
	for i, e := range list {
		if !e.Not.IsValid() {
			last = i
		}
	}
	if last < 0 && len(list) > 0 {
		e := list[0]
		r.report(diag.Error, diag.BadValue, e.Not, e.End, "!"+e.Text+" is left out of a list that has no other entry").
			Hint = "for every other error, write error,!" + e.Text
		return
	}
	for _, e := range list[:last+1] {
		if e.Not.IsValid() {
			r.report(diag.Error, diag.BadValue, e.Not, e.End, "!"+e.Text+" comes before an entry that is not left out").
				Hint = "entries with ! end the list"
		}
	}
}

// checkBrackets reports whether all brackets of v outside of literals match. If not, it reports the first that does
// not: mostly the value has a space in it and needs quotes.
func (r *reader) checkBrackets(rd *rawDirective, v value) bool {
	at := scanBrackets(v.text, nil)
	if at < 0 {
		return true
	}
	one := v.slice(at, at+1)
	r.errorAt(rd, diag.BadValue, one.start(), one.end(), "the bracket "+one.text+" has no matching bracket in "+quote(v)).
		Hint = `a value with spaces needs quotes: key="a b"`
	return false
}

// scanBrackets calls comma, if it is not nil, with the index of each comma of s outside of brackets and literals. It
// returns the index of a bracket without a matching one, or -1.
func scanBrackets(s string, comma func(at int)) int {
	var open []int
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"', '`', '\'':
			i += max(len(upToQuote(s[i:], c)), 1) - 1
		case '(', '[', '{':
			open = append(open, i)
		case ')', ']', '}':
			last := len(open) - 1
			if last < 0 || !strings.Contains("()[]{}", s[open[last]:open[last]+1]+string(c)) {
				return i
			}
			open = open[:last]
		case ',':
			if len(open) == 0 && comma != nil {
				comma(i)
			}
		}
	}
	if len(open) > 0 {
		return open[0]
	}
	return -1
}
