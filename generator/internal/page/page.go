// Package page writes pages that need no other file and no network: what the commands explain and simulate show has one frame, one style
// and one look of tables, legends and axes.
package page

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
	"time"
)

var (
	//go:embed frame.html
	frame string
	//go:embed style.css
	style string
)

// A Template is what is particular to a kind of page.
type Template struct{ parsed *template.Template }

// Parse reads a template's text. It defines "content", and may define "style" and "script", which come after what all pages have.
// In it {{template "table" .}} and {{template "scrolled" .}} write a [Table], {{template "legend" .}} a list of [Legend], and
// {{template "tick" .}} a [Tick] and {{template "ticks" .}} a list of them. It panics if the text is not a template, which is part of the program.
func Parse(text string) Template {
	t := template.Must(template.New("page").Parse(frame))
	template.Must(t.Parse(`{{define "common style"}}` + style + `{{end}}`))
	return Template{template.Must(t.Parse(text))}
}

// Write writes a page. The error is that of the writer.
func (t Template) Write(w io.Writer, title string, content any) error {
	return t.parsed.ExecuteTemplate(w, "frame", struct {
		Title   string
		Content any
	}{title, content})
}

// WriteFragment writes what one of the template's definitions makes of content, for a page that is made elsewhere and has the [Style] of
// the template. The error is that of the writer.
func (t Template) WriteFragment(w io.Writer, name string, content any) error {
	return t.parsed.ExecuteTemplate(w, name, content)
}

// Style returns the style that all pages have, and then what the templates have beside it.
func Style(templates ...Template) string {
	all := style
	for _, t := range templates {
		var b strings.Builder
		_ = t.WriteFragment(&b, "style", nil) // it is text, and a builder takes everything
		all += b.String()
	}
	return all
}

// A Table has the numbers of a picture, for those who want them exactly and for those who do not see it.
type Table struct {
	Label string // what it is about, for those who do not see where it stands
	Head  []string
	Rows  [][]string // the first cell of each is its name
}

// A Legend says what a class of things in a picture is. Without a class it only says something.
type Legend struct{ Class, Name string }

// A Tick is a word at an axis.
type Tick struct {
	X, Y   string
	Anchor string // start, middle or end
	Text   string
	Class  string // empty when it looks as all do
}

// Short returns a duration in words without zeros at its end: 1m, where its String is 1m0s.
func Short(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
