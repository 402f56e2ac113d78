package directive

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// readQuoted reads the quoted part at the current position and appends its text to w.
func (lex *lexer) readQuoted(w *word) {
	open, quote := lex.at, lex.directive.raw[lex.at]
	lex.at++
	w.emptyAt = lex.at
	for {
		rest := lex.rest()
		switch {
		case rest == "":
			lex.reportUnterminated(w, open)
			return
		case rest[0] == quote:
			lex.at++
			lex.reportTextAfterQuote(w)
			return
		case rest[0] == '\\' && quote == '"':
			lex.readEscape(w)
		default:
			lex.append(w, rest[:1], lex.at, lex.at+1)
			lex.at++
		}
	}
}

// readEscape reads one backslash escape.
func (lex *lexer) readEscape(w *word) {
	rest := lex.rest()
	c, multibyte, tail, err := strconv.UnquoteChar(rest, '"')
	if err != nil {
		_, size := utf8.DecodeRuneInString(rest[1:])
		lex.reader.errorAt(lex.directive, diag.BadQuote, lex.at, lex.at+1+size, "bad escape "+rest[:1+size]+" in a quoted part").
			Hint = "text in double quotes is a Go string; `…` keeps backslashes as they are"
		w.bad = true
		lex.at++
		return
	}
	text := string(c)
	if !multibyte {
		text = string([]byte{byte(c)})
	}
	end := lex.at + len(rest) - len(tail)
	// An escape is longer than its value, so append can tell it from text that is written as it is.
	lex.append(w, text, lex.at, end)
	lex.at = end
}

// reportTextAfterQuote reports text directly after a closing quote. A comma is allowed: the list goes on.
func (lex *lexer) reportTextAfterQuote(w *word) {
	c, _ := utf8.DecodeRuneInString(lex.rest())
	if lex.rest() == "" || isSpace(c) || c == ',' {
		return
	}
	end := lex.at + len(lex.rest())
	if i := strings.IndexFunc(lex.rest(), isSpace); i >= 0 {
		end = lex.at + i
	}
	lex.reader.errorAt(lex.directive, diag.BadQuote, lex.at, end, "text directly after a closing quote; expected a space or the end of the line").
		Hint = "quote the whole value"
	w.bad = true
	lex.at = end
}

// foreignQuotes are the quotes of other languages and of typography.
const foreignQuotes = "'“”„‘’"

// skipForeignQuote reports a value in foreign quotes, and skips it up to the next one.
func (lex *lexer) skipForeignQuote(w *word) {
	open := lex.at
	_, size := utf8.DecodeRuneInString(lex.rest())
	lex.at += size
	if i := strings.IndexAny(lex.rest(), foreignQuotes); i >= 0 {
		_, size := utf8.DecodeRuneInString(lex.rest()[i:])
		lex.at += i + size
	} else {
		lex.at = len(lex.directive.raw)
	}
	lex.reader.errorAt(lex.directive, diag.BadQuote, open, lex.at, "a value in quotes that Go does not have").
		Hint = "quote it as Go does: \"…\" or `…`"
	w.bad = true
}

// readLiteral reads a Go literal inside an unquoted word and keeps it as it is; errors in it are found when the
// expression is checked. An apostrophe without a second one is an ordinary letter.
func (lex *lexer) readLiteral(w *word, quote byte) {
	text := upToQuote(lex.rest(), quote)
	if text == "" && quote != '\'' {
		lex.reportUnterminated(w, lex.at)
		return
	}
	if text == "" {
		text = lex.rest()[:1]
	}
	lex.append(w, text, lex.at, lex.at+len(text))
	lex.at += len(text)
}

// upToQuote returns the start of s, which begins with quote, up to and with the closing quote; it is empty if there is
// none.
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

func (lex *lexer) reportUnterminated(w *word, open int) {
	quote := lex.directive.raw[open : open+1]
	lex.reader.errorAt(lex.directive, diag.BadQuote, open, len(lex.directive.raw), "unterminated quote: no closing "+quote+" on this line")
	w.bad = true
	lex.at = len(lex.directive.raw)
}
