package reference

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// pages is the address of the pages about entries.
const pages = "https://github.com/backoffgen/backoffgen/blob/main/docs/keys/"

// WriteList writes a line for each entry, group by group, and how to learn more. The error is the writer's.
func WriteList(w io.Writer, entries []Entry) error {
	out := bufio.NewWriter(w)
	width, group := 0, ""
	for _, e := range entries {
		width = max(width, len(e.Title()))
	}
	for _, e := range entries {
		if e.Group != group {
			if group != "" {
				fmt.Fprintln(out)
			}
			group = e.Group
			fmt.Fprintln(out, group)
			if group == client.Group {
				fmt.Fprintf(out, "    %-*s  %s\n", width, client.Name, client.Doc)
			}
		}
		fmt.Fprintf(out, "    %-*s  %s\n", width, e.Title(), e.Doc)
	}
	fmt.Fprintln(out, "\nbackoffgen explain -keys NAME says more about one, and backoffgen explain -clients about clients.")
	return out.Flush() // the writer keeps the first error
}

// WriteText writes all that is known of entries. The error is the writer's.
func WriteText(w io.Writer, entries []Entry) error {
	out := bufio.NewWriter(w)
	for i, e := range entries {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "%s: %s\n\n", e.Title(), e.Doc)
		facts := append(e.Facts[:len(e.Facts):len(e.Facts)], Fact{Label: "page", Text: pages + e.Name + ".md"})
		width := 0
		for _, f := range facts {
			width = max(width, len(f.Label))
		}
		for _, f := range facts {
			fmt.Fprintf(out, "    %-*s  %s\n", width, f.Label, f.plain())
		}
	}
	return out.Flush() // the writer keeps the first error
}

// WriteJSON writes all that is known of entries as a JSON array. The error is the writer's.
func WriteJSON(w io.Writer, entries []Entry) error {
	type object struct {
		Name  string            `json:"name"`
		Doc   string            `json:"doc"`
		Group string            `json:"group"`
		Page  string            `json:"page"`
		Facts map[string]string `json:"facts"`
	}
	objects := make([]object, 0, len(entries))
	for _, e := range entries {
		o := object{e.Title(), e.Doc, e.Group, pages + e.Name + ".md", map[string]string{}}
		for _, f := range e.Facts {
			o.Facts[f.Label] = f.plain()
		}
		objects = append(objects, o)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // the texts have > and & in them
	enc.SetIndent("", "\t")
	return enc.Encode(objects)
}

func (f Fact) plain() string {
	if f.Names != nil {
		return strings.Join(f.Names, ", ")
	}
	return f.Text
}
