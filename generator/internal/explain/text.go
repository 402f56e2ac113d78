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

// WriteText writes what there is to say for people to read, interface by interface. Methods that differ in nothing but
// their names are told of together, where the first of them is. Names of files inside dir are written relative to it. The
// error is the writer's.
func WriteText(w io.Writer, all []Interface, dir string) error {
	out := bufio.NewWriter(w)
	for i, iface := range all {
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(out, "%s: %s, decorated by %s\n", diag.Printable(diag.Relative(iface.File, dir)), iface.Name, iface.Decorator)
		told := make([]bool, len(iface.Methods))
		for j, m := range iface.Methods {
			if told[j] {
				continue
			}
			names := []string{m.Name}
			for k := j + 1; k < len(iface.Methods); k++ {
				if same(m, iface.Methods[k]) {
					names, told[k] = append(names, iface.Methods[k].Name), true
				}
			}
			out.WriteByte('\n')
			writeMethod(out, names, m)
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
	if iface.Promoted {
		out.WriteByte('\n')
		writeHead(out, []string{"the methods that this package cannot write"}, "passed on as they are")
	}
}

func writeMethod(out *bufio.Writer, names []string, m Method) {
	writeHead(out, names, m.From)
	writeWords(out, "annotation", "//"+m.Annotation)
	if m.Shared != "" {
		writeLine(out, "policy", "shared: "+m.Shared+" is read when the decorator is made; its values are not known before, and so there is no schedule here")
	} else {
		writeWords(out, "policy", assignments(m.Values)...)
		writeWords(out, "defaults", assignments(m.Rest)...)
		retried := strings.Join(m.Retried, ", ")
		if m.Giveup != "" {
			retried += "; but not if " + m.Giveup
		}
		writeLine(out, "retried", retried)
	}
	if m.Context != "" {
		writeLine(out, "context", m.Context)
	}
	if m.Lifetime != "" {
		writeLine(out, "lifetime", "a success's context lives on, since "+m.Lifetime)
	}
	if m.Stream {
		writeLine(out, "stream", "only opening it is retried: an error of Recv is the caller's")
	}
	for _, r := range m.Replay {
		writeLine(out, "replay", r)
	}
	if m.Schedule == nil {
		return
	}
	writeSchedule(out, m)
	writeLine(out, "latency", m.Latency.text())
	writeLine(out, "load", m.Load.text())
	if m.Load.Warning != "" {
		writeLine(out, "beware", m.Load.Warning)
	}
}

func assignments(values []Value) []string {
	var out []string
	for _, v := range values {
		out = append(out, v.Key+"="+v.Text)
	}
	return out
}

// writeLine writes text behind a label, on more than one line where it is long.
func writeLine(out *bufio.Writer, label, text string) {
	writeWords(out, label, strings.Fields(text)...)
}

// writeWords is writeLine for words that are not to be broken, whatever blanks are in them.
func writeWords(out *bufio.Writer, label string, words ...string) {
	wrap(out, fmt.Sprintf("    %-11s", label), 15, words)
}

// writeHead writes the names of methods, and what is true of all of them.
func writeHead(out *bufio.Writer, names []string, what string) {
	wrap(out, " ", 3, strings.Fields(strings.Join(names, ", ")+": "+what))
}

// wrap writes words behind the start of a line, each with a blank before it. Further lines are indented.
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
	case l.Heeding:
		return "at most " + l.Max.String() + ", if the callee heeds its context"
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

// span writes two times of which the first may be the second.
func span(from, to time.Duration) string {
	switch to {
	case from:
		return from.String()
	case never:
		return "from " + from.String()
	}
	return from.String() + " - " + to.String()
}
