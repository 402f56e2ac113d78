package directive

import (
	"strings"
	"unicode/utf8"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// A lexer cuts a line into words.
//
// A quote opens a quoted part at the start of a word, behind "key=", and behind a comma that no bracket encloses; what it
// holds is decoded as Go does. A quote anywhere else belongs to a Go expression and is kept as it is, with the blanks in it:
// giveup=strings.Contains(err.Error(),"not found") is one word.
type lexer struct {
	r     *reader
	line  *line
	at    int    // offset in line.raw
	depth int    // of brackets, in the word at hand
	text  []byte // of the word at hand
}

// words returns the arguments of l, and reports wrong quotes.
func (r *reader) words(l *line) []word {
	lex := lexer{r: r, line: l, at: l.args}
	var words []word
	for {
		rest := lex.rest()
		lex.at += len(rest) - len(strings.TrimLeftFunc(rest, isBlank))
		if lex.at >= len(l.raw) {
			return words
		}
		if strings.HasPrefix(lex.rest(), "//") {
			r.errorAt(l, diag.BadArgument, lex.at, len(l.raw), "a comment cannot follow an annotation on the same line").
				Hint = "put the comment on a line above"
			return words
		}
		words = append(words, lex.word())
	}
}

func (lex *lexer) rest() string { return lex.line.raw[lex.at:] }

func (lex *lexer) word() word {
	w := word{begin: lex.at}
	w.here = lex.at
	lex.depth, lex.text = 0, lex.text[:0]
	opens := true // a quote here opens a quoted part
	for lex.at < len(lex.line.raw) {
		c, size := utf8.DecodeRuneInString(lex.rest())
		if isBlank(c) {
			break
		}
		switch {
		case opens && (c == '"' || c == '`'):
			lex.quoted(&w)
			opens = false
			continue
		case opens && strings.ContainsRune(foreignQuotes, c):
			lex.foreign(&w)
			opens = false
			continue
		case c == '"' || c == '`' || c == '\'':
			lex.literal(&w, byte(c))
			opens = false
			continue
		}
		lex.add(&w, lex.rest()[:size], lex.at, lex.at+size)
		lex.at += size
		lex.bracket(c)
		opens = c == ',' && lex.depth == 0 || c == '=' && isKey(string(lex.text[:len(lex.text)-1]))
	}
	w.text, w.stop = string(lex.text), lex.at
	return w
}

// add appends text to w, written in the line from offset from to offset to. Text of the same length is the line's own.
func (lex *lexer) add(w *word, text string, from, to int) {
	lex.text = append(lex.text, text...)
	for i := range len(text) {
		if len(text) == to-from {
			w.from, w.to = append(w.from, from+i), append(w.to, from+i+1)
		} else {
			w.from, w.to = append(w.from, from), append(w.to, to)
		}
	}
}

func (lex *lexer) bracket(c rune) {
	switch c {
	case '(', '[', '{':
		lex.depth++
	case ')', ']', '}':
		lex.depth = max(lex.depth-1, 0)
	}
}
