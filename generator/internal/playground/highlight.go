package playground

import (
	"cmp"
	"go/scanner"
	"go/token"
	"html"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// A Diagnostic is a [diag.Diagnostic] for a browser, whose strings are UTF-16.
type Diagnostic struct {
	Severity string `json:"severity"` // error or warning
	Code     string `json:"code"`
	Line     int    `json:"line"`
	Column   int    `json:"column"` // in bytes, as the command says it
	From     int    `json:"from"`   // in units of UTF-16
	To       int    `json:"to"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	Fix      *Fix   `json:"fix"` // nil when there is none
}

// A Fix is an edit that resolves a diagnostic.
type Fix struct {
	Message string `json:"message"`
	From    int    `json:"from"`
	To      int    `json:"to"`
	Text    string `json:"text"`
}

// diagnostics makes diagnostics about a source ready for a browser.
func diagnostics(source string, ds []diag.Diagnostic) []Diagnostic {
	units := func(offset int) int { return len(utf16.Encode([]rune(source[:offset]))) }
	out := []Diagnostic{}
	for _, d := range ds {
		from, to := span(source, d)
		shown := Diagnostic{Severity: "error", Code: d.Code, Line: d.Pos.Line, Column: d.Pos.Column, From: units(from), To: units(to), Message: d.Message, Hint: d.Hint}
		if d.Severity == diag.Warning {
			shown.Severity = "warning"
		}
		if len(d.Fixes) > 0 && within(source, d.Fixes[0].Pos) && within(source, d.Fixes[0].End) {
			f := d.Fixes[0]
			shown.Fix = &Fix{f.Message, units(f.Pos.Offset), units(f.End.Offset), f.Text}
		}
		out = append(out, shown)
	}
	return out
}

func within(source string, at token.Position) bool {
	return at.IsValid() && at.Offset <= len(source)
}

// span returns the bytes that a diagnostic is about: a word where its end is not known, and at least one character.
func span(source string, d diag.Diagnostic) (from, to int) {
	if !within(source, d.Pos) {
		return 0, 0
	}
	from = d.Pos.Offset
	if within(source, d.End) && d.End.Offset > from {
		return from, d.End.Offset
	}
	isWord := func(r rune) bool {
		return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	to = from
	for to < len(source) && isWord(rune(source[to])) {
		to++
	}
	if to == from && from < len(source) {
		_, size := utf8.DecodeRuneInString(source[from:])
		to += size
	}
	return from, to
}

// A piece is a part of a text that looks different.
type piece struct {
	from, to int
	class    string
}

// highlight returns Go source as HTML: keywords, strings, numbers and comments have classes of their own, annotations among the
// comments, and what diagnostics are about is marked.
func highlight(source string, ds []diag.Diagnostic) string {
	var marks []piece
	for _, d := range ds {
		class := "error"
		if d.Severity == diag.Warning {
			class = "warning"
		}
		if from, to := span(source, d); to > from {
			marks = append(marks, piece{from, to, class})
		}
	}
	slices.SortStableFunc(marks, func(a, b piece) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	at := 0
	for _, p := range append(tokens(source), piece{len(source), len(source), ""}) {
		writeMarked(&b, source, at, p.from, "", marks)
		writeMarked(&b, source, p.from, p.to, p.class, marks)
		at = p.to
	}
	return b.String()
}

// tokens returns what stands out in Go source, from its begin to its end.
func tokens(source string) []piece {
	var list []piece
	var s scanner.Scanner
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(source))
	s.Init(file, []byte(source), func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, literal := s.Scan()
		if tok == token.EOF {
			return list
		}
		from := file.Offset(pos)
		class, length := "", len(literal)
		switch {
		case tok == token.COMMENT && strings.HasPrefix(literal, "//backoff:"):
			class = "directive"
		case tok == token.COMMENT:
			class = "comment"
		case tok == token.STRING, tok == token.CHAR:
			class = "string"
		case tok == token.INT, tok == token.FLOAT, tok == token.IMAG:
			class = "number"
		case tok.IsKeyword():
			class, length = "keyword", len(tok.String())
		default:
			continue
		}
		if length > 0 && from+length <= len(source) && (len(list) == 0 || from >= list[len(list)-1].to) {
			list = append(list, piece{from, from + length, class})
		}
	}
}

// writeMarked writes a part of a text that has one class, and marks in it what marks say.
func writeMarked(b *strings.Builder, source string, from, to int, class string, marks []piece) {
	for from < to {
		end, mark := to, ""
		for _, m := range marks {
			switch {
			case m.from <= from && from < m.to:
				if mark == "" || m.class == "error" {
					mark = m.class
				}
				end = min(end, m.to)
			case m.from > from:
				end = min(end, m.from)
			}
		}
		text := html.EscapeString(source[from:end])
		switch classes := strings.TrimSpace(class + " " + mark); {
		case classes == "":
			b.WriteString(text)
		default:
			b.WriteString(`<span class="` + classes + `">` + text + `</span>`)
		}
		from = end
	}
}
