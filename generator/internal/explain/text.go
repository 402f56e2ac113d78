package explain

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// WriteText writes explanations for people to read, interface by interface. Methods that differ only in their names are
// explained together, at the first of them. Names of files inside dir are written relative to it. The error is that of
// the writer.
func WriteText(w io.Writer, all []Interface, dir string) error {
	out := bufio.NewWriter(w)
	for i, iface := range all {
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(out, "%s: %s, decorated by %s\n", diag.Printable(diag.Relative(iface.File, dir)), iface.Name, iface.Decorator)
		for _, g := range iface.groups() {
			out.WriteByte('\n')
			writeMethod(out, g.names, g.Method, dir)
		}
		writeOthers(out, iface)
	}
	return out.Flush() // the writer keeps the first error
}

func writeOthers(out *bufio.Writer, iface Interface) {
	if len(iface.Passed) > 0 {
		out.WriteByte('\n')
		writeHead(out, iface.Passed, "passed straight through")
	}
	for _, w := range iface.Wrapped {
		out.WriteByte('\n')
		writeHead(out, w.Methods, "what is returned is decorated by "+w.By)
	}
	if iface.Promoted {
		out.WriteByte('\n')
		writeHead(out, []string{"the methods that this package cannot declare"}, "passed on unchanged")
	}
}

func writeMethod(out *bufio.Writer, names []string, m Method, dir string) {
	writeHead(out, names, m.From)
	writeWords(out, "annotation", "//"+m.Annotation)
	switch {
	case m.Shared != "" && m.Schedule == nil:
		writeLine(out, "policy", "shared: "+m.Shared+unknownShared)
	case m.Shared != "":
		writeLine(out, "shared", m.Shared+knownShared)
	}
	if m.Schedule != nil {
		writeWords(out, "policy", assignments(m.Values)...)
		writeWords(out, "defaults", assignments(m.Rest)...)
		writeLine(out, "retried", m.retriedText())
	}
	for _, c := range m.Classes {
		writeLine(out, "", c.Name+": "+strings.Join(c.Words, "; "))
	}
	for _, b := range m.Beware {
		writeLine(out, "beware", b)
	}
	for _, r := range m.remarks() {
		writeLine(out, r.Key, r.Text)
	}
	if m.Schedule == nil {
		return
	}
	writeSchedule(out, m)
	writeLine(out, "latency", m.Latency.text())
	writeLine(out, "load", m.loadText())
	for _, r := range m.surroundings(dir) {
		writeLine(out, r.Key, r.Text)
	}
	if m.Load.Warning != "" {
		writeLine(out, "warning", m.Load.Warning)
	}
	writeCases(out, m)
}

func assignments(values []Value) []string {
	var out []string
	for _, v := range values {
		out = append(out, v.Key+"="+v.Text)
	}
	return out
}

// writeLine writes a label and a text, on more than one line if it is long.
func writeLine(out *bufio.Writer, label, text string) {
	writeWords(out, label, strings.Fields(text)...)
}

// writeWords is writeLine for words that must not be broken, even if they have spaces in them.
func writeWords(out *bufio.Writer, label string, words ...string) {
	wrap(out, fmt.Sprintf("    %-11s", label), 15, words)
}

// writeHead writes the names of methods, and what applies to all of them.
func writeHead(out *bufio.Writer, names []string, what string) {
	wrap(out, " ", 3, strings.Fields(strings.Join(names, ", ")+": "+what))
}

// wrap writes the start of a line and words after it, each with a space before it. Further lines are indented.
func wrap(out *bufio.Writer, start string, indent int, words []string) {
	const width = 100
	out.WriteString(start)
	column := len(start)
	for i, word := range words {
		word = diag.Printable(word)
		if i > 0 && column+1+len(word) > width {
			fmt.Fprintf(out, "\n%*s", indent, "")
			column = indent
		}
		out.WriteString(" " + word)
		column += 1 + len(word)
	}
	out.WriteByte('\n')
}

func (l *Latency) text() string {
	switch {
	case !l.Bounded:
		return "unbounded: " + l.Why
	case l.NeedsContext:
		return "at most " + l.Max.String() + ", if the callee respects its context"
	}
	return "at most " + l.Max.String() + ", whatever the callee does"
}

func (l *Load) text() string {
	text := "no limit to the attempts of a call"
	switch {
	case l.Attempts == 1:
		return "one attempt a call"
	case l.Attempts > 0:
		text = "at most " + strconv.Itoa(l.Attempts) + " attempts a call"
	}
	about := ""
	if l.About {
		about = "about "
	}
	switch {
	case l.Second == 0:
		text += "; those that fail at once follow each other without a pause"
	case l.Second != l.Attempts:
		text += "; if each fails at once, " + about + strconv.Itoa(l.Second) + " in the first second"
	}
	return text
}

// span returns two times, or one if they are equal.
func span(from, to time.Duration) string {
	switch to {
	case from:
		return from.String()
	case never:
		return "from " + from.String()
	}
	return from.String() + " - " + to.String()
}
