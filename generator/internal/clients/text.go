package clients

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteText writes what is known of clients for people to read. The error is the writer's.
func WriteText(w io.Writer, clients []Client) error {
	out := bufio.NewWriter(w)
	for i, c := range clients {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "@%s: %s\n", c.Name, c.Title)
		line(out, 4, "read in", c.readIn())
		for _, module := range c.OtherModules {
			line(out, 4, "also as", module)
		}
		fmt.Fprintln(out)
		for _, class := range append(Classes(), Never) {
			writeClass(out, c, class)
		}
		for _, fact := range c.facts() {
			line(out, 4, fact.name, fact.Text)
			if fact.name == "retries by itself" && c.Repeats {
				line(out, 4, "", repeats)
			}
			line(out, 4, "", sourceOf(fact.Source, fact.Proof))
		}
		for i, directive := range strings.Split(c.Start, "\n") {
			fmt.Fprintf(out, "    %-*s%s\n", wordWidth, []string{"start from", ""}[min(i, 1)], directive) // one line, to be copied
		}
	}
	return out.Flush() // the writer keeps the first error
}

// writeClass writes what one class holds, if there is anything to say.
func writeClass(out io.Writer, c Client, class Class) {
	rules := c.of(class)
	if class == Never && len(rules) == 0 {
		return
	}
	fmt.Fprintf(out, "    %s: %s\n", class, class.Meaning())
	if len(rules) == 0 {
		line(out, 8, "empty", c.Empty[class])
	}
	for _, r := range rules {
		fmt.Fprintf(out, "      - %s\n", r.Words)
		line(out, 8, "matched by", Describe(r.Match))
		if len(r.Excludes) > 0 {
			line(out, 8, "is never", classNames(r.Excludes))
		}
		line(out, 8, "because", r.Promise)
		if r.Since != "" {
			line(out, 8, "since", r.Since)
		}
		line(out, 8, "source", sourceOf(r.Source, r.Proof))
	}
	for _, r := range c.responsesOf(class) {
		fmt.Fprintf(out, "      - %s\n", r.Words)
		line(out, 8, "matched by", r.describe())
		line(out, 8, "because", r.Promise)
		line(out, 8, "source", sourceOf(r.Source, r.Proof))
	}
	fmt.Fprintln(out)
}

// sourceOf is a source, and what was made of it.
func sourceOf(source string, proof Proof) string { return source + " (" + string(proof) + ")" }

// How wide the two columns are.
const wordWidth, textWidth = 19, 100

// line writes a word and a text beside it, which goes on below itself where it is long.
func line(out io.Writer, indent int, word, text string) {
	margin := strings.Repeat(" ", indent)
	for i, part := range wrap(text, textWidth) {
		if i > 0 {
			word = ""
		}
		fmt.Fprintf(out, "%s%-*s%s\n", margin, wordWidth, word, part)
	}
}

// wrap breaks a text at spaces into lines of at most width bytes, where there are spaces.
func wrap(text string, width int) []string {
	var lines []string
	var current string
	for word := range strings.FieldsSeq(text) {
		switch {
		case current == "":
			current = word
		case len(current)+1+len(word) > width:
			lines = append(lines, current)
			current = word
		default:
			current += " " + word
		}
	}
	return append(lines, current)
}
