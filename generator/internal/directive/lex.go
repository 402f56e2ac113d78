package directive

import (
	"strings"
	"unicode/utf8"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// A lexer splits a directive into words.
//
// A quote starts a quoted part at the start of a word, after "key=", and after a comma that is not inside brackets; the
// text in it is decoded as Go does. A quote anywhere else belongs to a Go expression and is kept as it is, with the
// spaces in it: giveup=strings.Contains(err.Error(),"not found") is one word.
type lexer struct {
	reader    *reader
	directive *rawDirective
	at        int    // offset in line.raw
	depth     int    // of brackets, in the word at hand
	text      []byte // of the word at hand
}

// splitWords returns the arguments of a directive as words, and reports wrong quotes.
func (r *reader) splitWords(rd *rawDirective) []word {
	lex := lexer{reader: r, directive: rd, at: rd.argsOffset}
	var words []word
	for {
		rest := lex.rest()
		lex.at += len(rest) - len(strings.TrimLeftFunc(rest, isSpace))
		if lex.at >= len(rd.raw) {
			return words
		}
		if strings.HasPrefix(lex.rest(), "//") {
			r.errorAt(rd, diag.BadArgument, lex.at, len(rd.raw), "a comment cannot follow an annotation on the same line").
				Hint = "put the comment on a line above"
			return words
		}
		words = append(words, lex.readWord())
	}
}

func (lex *lexer) rest() string { return lex.directive.raw[lex.at:] }

func (lex *lexer) readWord() word {
	w := word{begin: lex.at}
	w.emptyAt = lex.at
	lex.depth, lex.text = 0, lex.text[:0]
	opens := true // a quote here opens a quoted part
	for lex.at < len(lex.directive.raw) {
		c, size := utf8.DecodeRuneInString(lex.rest())
		if isSpace(c) {
			break
		}
		switch {
		case opens && (c == '"' || c == '`'):
			lex.readQuoted(&w)
			opens = false
			continue
		case opens && strings.ContainsRune(foreignQuotes, c):
			lex.skipForeignQuote(&w)
			opens = false
			continue
		case c == '"' || c == '`' || c == '\'':
			lex.readLiteral(&w, byte(c))
			opens = false
			continue
		}
		lex.append(&w, lex.rest()[:size], lex.at, lex.at+size)
		lex.at += size
		lex.countBracket(c)
		opens = c == ',' && lex.depth == 0 || c == '=' && isKey(string(lex.text[:len(lex.text)-1]))
	}
	w.text, w.stop = string(lex.text), lex.at
	return w
}

// append appends text to w. It is written in the directive from offset from up to offset to; text of that length is
// copied from there, other text is an escape's.
func (lex *lexer) append(w *word, text string, from, to int) {
	lex.text = append(lex.text, text...)
	for i := range len(text) {
		if len(text) == to-from {
			w.from, w.to = append(w.from, from+i), append(w.to, from+i+1)
		} else {
			w.from, w.to = append(w.from, from), append(w.to, to)
		}
	}
}

func (lex *lexer) countBracket(c rune) {
	switch c {
	case '(', '[', '{':
		lex.depth++
	case ')', ']', '}':
		lex.depth = max(lex.depth-1, 0)
	}
}
