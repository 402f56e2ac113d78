package directive

import (
	"strconv"
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
	at    int // offset in line.raw
	depth int // of brackets, in the word at hand
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
			r.errorAt(l, diag.BadArgument, lex.at, len(l.raw), "an annotation takes no comment on its own line").
				Hint = "put it on a line above"
			return words
		}
		words = append(words, lex.word())
	}
}

func (lex *lexer) rest() string { return lex.line.raw[lex.at:] }

func (lex *lexer) word() word {
	w := word{begin: lex.at}
	w.here = lex.at
	lex.depth = 0
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
		w.add(lex.rest()[:size], lex.at, lex.at+size)
		lex.at += size
		lex.bracket(c)
		opens = c == ',' && lex.depth == 0 || c == '=' && isKey(strings.TrimSuffix(w.text, "="))
	}
	w.stop = lex.at
	return w
}

func (lex *lexer) bracket(c rune) {
	switch c {
	case '(', '[', '{':
		lex.depth++
	case ')', ']', '}':
		lex.depth = max(lex.depth-1, 0)
	}
}

// quoted reads a quoted part at the lexer's place and adds to w what it holds.
func (lex *lexer) quoted(w *word) {
	open, quote := lex.at, lex.line.raw[lex.at]
	lex.at++
	w.here = lex.at
	for {
		rest := lex.rest()
		switch {
		case rest == "":
			lex.unterminated(w, open)
			return
		case rest[0] == quote:
			lex.at++
			lex.glued(w)
			return
		case rest[0] == '\\' && quote == '"':
			lex.escape(w)
		default:
			w.add(rest[:1], lex.at, lex.at+1)
			lex.at++
		}
	}
}

// escape reads one backslash escape.
func (lex *lexer) escape(w *word) {
	rest := lex.rest()
	c, multibyte, tail, err := strconv.UnquoteChar(rest, '"')
	if err != nil {
		_, size := utf8.DecodeRuneInString(rest[1:])
		lex.r.errorAt(lex.line, diag.BadQuote, lex.at, lex.at+1+size, "bad escape "+rest[:1+size]+" in a quoted part").
			Hint = "quotes hold a Go string; `…` takes a backslash as it is"
		w.bad = true
		lex.at++
		return
	}
	text := string(c)
	if !multibyte {
		text = string([]byte{byte(c)})
	}
	end := lex.at + len(rest) - len(tail)
	// An escape is longer than what it stands for, so that add tells it from the line's own text.
	w.add(text, lex.at, end)
	lex.at = end
}

// glued reports text that follows a closing quote at once. A comma may follow: a list goes on.
func (lex *lexer) glued(w *word) {
	c, _ := utf8.DecodeRuneInString(lex.rest())
	if lex.rest() == "" || isBlank(c) || c == ',' {
		return
	}
	end := lex.at + len(lex.rest())
	if i := strings.IndexFunc(lex.rest(), isBlank); i >= 0 {
		end = lex.at + i
	}
	lex.r.errorAt(lex.line, diag.BadQuote, lex.at, end, "text directly behind a closing quote; expected a blank or the end").
		Hint = "quote the whole value"
	w.bad = true
	lex.at = end
}

// foreignQuotes are quotes in other languages, or in typography.
const foreignQuotes = "'“”„‘’"

// foreign reports a value in quotes that do not quote here, and skips it up to the next such quote.
func (lex *lexer) foreign(w *word) {
	open := lex.at
	_, size := utf8.DecodeRuneInString(lex.rest())
	lex.at += size
	if i := strings.IndexAny(lex.rest(), foreignQuotes); i >= 0 {
		_, size := utf8.DecodeRuneInString(lex.rest()[i:])
		lex.at += i + size
	} else {
		lex.at = len(lex.line.raw)
	}
	lex.r.errorAt(lex.line, diag.BadQuote, open, lex.at, "a value in quotes of another kind").
		Hint = "quote it as Go does: \"…\" or `…`"
	w.bad = true
}

// literal reads a Go literal inside a bare word, and keeps it as it is; what is wrong inside it is for the expression's
// own check. An apostrophe that closes nothing is a letter like any other.
func (lex *lexer) literal(w *word, quote byte) {
	text := upToQuote(lex.rest(), quote)
	if text == "" && quote != '\'' {
		lex.unterminated(w, lex.at)
		return
	}
	if text == "" {
		text = lex.rest()[:1]
	}
	w.add(text, lex.at, lex.at+len(text))
	lex.at += len(text)
}

// upToQuote returns the beginning of s, which starts with quote, through the quote that closes it; "" when none does.
func upToQuote(s string, quote byte) string {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == quote:
			return s[:i+1]
		case s[i] == '\\' && quote != '`':
			i++
		}
	}
	return ""
}

func (lex *lexer) unterminated(w *word, open int) {
	quote := lex.line.raw[open : open+1]
	lex.r.errorAt(lex.line, diag.BadQuote, open, len(lex.line.raw), "unterminated quote: no closing "+quote+" on this line")
	w.bad = true
	lex.at = len(lex.line.raw)
}
