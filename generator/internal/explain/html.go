package explain

import (
	_ "embed"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/page"
)

//go:embed page.html
var pageText string

var policiesPage = page.Parse(pageText)

// What page.html shows.
type (
	content struct {
		Count      int // of the sections
		Overview   []overview
		Interfaces []shownInterface
	}
	overview struct{ ID, Interface, Methods, Longest, Attempts, Retried string }

	shownInterface struct {
		Name, Where, Decorator string
		Sections               []section
		Others                 []sentence
	}
	section struct {
		ID         string
		Names      []string
		From       string
		Annotation string
		At         string
		Shared     string // what is known of a shared policy
		Words      []sentence
		Retried    string
		Classes    []Class
		Beware     []string
		Remarks    []sentence
		Figures    []figure
		Warning    string
		Note       string // in place of timelines
		Timelines  []*timeline
		Cases      []shownCase
	}
	shownCase struct {
		Annotation, At, For, Load string
		Words                     []sentence
		Note                      string
		Timelines                 []*timeline
	}
	figure struct{ Name, Number, Text string }
)

// WriteHTML writes explanations as one page that needs no other file and no network: for each method a picture of its attempts over time,
// with its numbers as a table. Names of files inside dir are written relative to it. The error is that of the writer.
func WriteHTML(w io.Writer, all []Interface, dir string) error {
	var names []string
	for _, i := range all {
		names = append(names, i.Name)
	}
	title := "Retry policies"
	if len(names) > 0 {
		title += " of " + strings.Join(names, ", ")
	}
	return policiesPage.Write(w, title, newContent(all, dir))
}

func newContent(all []Interface, dir string) content {
	var c content
	for _, i := range all {
		shown := shownInterface{Name: i.Name, Where: diag.Printable(diag.Relative(i.File, dir)), Decorator: i.Decorator, Others: i.others()}
		for _, g := range i.groups() {
			s := g.section("method-"+strconv.Itoa(c.Count+1), dir)
			c.Count++
			shown.Sections = append(shown.Sections, s)
			line := overview{ID: s.ID, Interface: i.Name, Methods: strings.Join(g.names, ", "), Retried: strings.Join(g.Retried, ", "), Longest: "not known", Attempts: "not known"}
			if g.Latency != nil {
				line.Longest, line.Attempts = g.Latency.number(), g.Load.number()
			} else {
				line.Retried = "as " + g.Shared + " says"
			}
			c.Overview = append(c.Overview, line)
		}
		c.Interfaces = append(c.Interfaces, shown)
	}
	return c
}

// WriteFragment writes what WriteHTML does of each interface and its methods, for a page that is made elsewhere and has the style of
// [Page]. The error is that of the writer.
func WriteFragment(w io.Writer, all []Interface, dir string) error {
	return policiesPage.WriteFragment(w, "interfaces", newContent(all, dir).Interfaces)
}

// Page is the template of WriteHTML.
func Page() page.Template { return policiesPage }

// others says of the methods that are under no policy what becomes of them.
func (i *Interface) others() []sentence {
	var out []sentence
	if len(i.Passed) > 0 {
		out = append(out, sentence{strings.Join(i.Passed, ", "), "passed straight through"})
	}
	for _, w := range i.Wrapped {
		out = append(out, sentence{strings.Join(w.Methods, ", "), "what is returned is decorated by " + w.By})
	}
	if i.Promoted {
		out = append(out, sentence{"the methods that this package cannot declare", "passed on unchanged"})
	}
	return out
}

func (g *group) section(id, dir string) section {
	s := section{
		ID: id, Names: g.names, From: g.From, Annotation: g.Annotation, At: place(g.At, dir), Beware: g.Beware, Classes: g.Classes, Remarks: g.remarks(),
	}
	switch {
	case g.Shared != "" && g.Schedule == nil:
		s.Shared = g.Shared + unknownShared
		return s
	case g.Shared != "":
		s.Shared = g.Shared + knownShared
	}
	s.Remarks = append(s.Remarks, g.surroundings(dir)...)
	s.Words, s.Retried, s.Warning = words(g.Values), g.retriedText(), g.Load.Warning
	s.Figures = []figure{
		{"longest call", g.Latency.number(), g.Latency.condition()},
		{"attempts of a call", g.Load.number(), ""},
		{"in the first second", g.Load.firstSecond(), "attempts of a call, if each fails at once"},
	}
	s.Timelines = g.Schedule.timelines()
	s.Note = g.Schedule.note(s.Timelines, g.Load)
	for _, c := range g.Cases {
		shown := shownCase{Annotation: "of " + g.Shared, For: strings.Join(c.Matched, ", "), Load: c.Load.text(), Words: words(c.Values), Timelines: c.Schedule.timelines()}
		if c.Annotation != "" {
			shown.Annotation, shown.At = "//"+c.Annotation, place(c.At, dir)
		}
		shown.Note = c.Schedule.note(shown.Timelines, c.Load)
		s.Cases = append(s.Cases, shown)
	}
	return s
}

// note says what timelines do not show.
func (s *Schedule) note(drawn []*timeline, l *Load) string {
	text := ""
	switch {
	case l.Attempts == 1:
		return "There is one attempt."
	case !slices.ContainsFunc(drawn, func(l *timeline) bool { return l.Title == failingTitle }):
		text = "An attempt that fails at once is followed by the next one at once."
	}
	if s.Hangs != nil && s.Hangs.Ties {
		text = strings.TrimLeft(text+" A hedge is due exactly when an attempt ends: tries may begin sooner than shown.", " ")
	}
	return text
}

// place returns where a directive stands; empty where there is none.
func place(at token.Position, dir string) string {
	if !at.IsValid() {
		return ""
	}
	return diag.Printable(fmt.Sprintf("%s:%d:%d", diag.Relative(at.Filename, dir), at.Line, at.Column))
}

func (l *Latency) number() string {
	if !l.Bounded {
		return "unbounded"
	}
	return page.Short(l.Max)
}

// condition says under which condition the longest call is no longer, or why it has no bound.
func (l *Latency) condition() string {
	switch {
	case !l.Bounded:
		return l.Why
	case l.NeedsContext:
		return "if the callee respects its context"
	}
	return "whatever the callee does"
}

func (l *Load) number() string {
	if l.Attempts == 0 {
		return "no limit"
	}
	return strconv.Itoa(l.Attempts)
}

func (l *Load) firstSecond() string {
	switch {
	case l.Second == 0:
		return "no limit"
	case l.About:
		return "about " + strconv.Itoa(l.Second)
	}
	return strconv.Itoa(l.Second)
}
