package reference

import (
	"fmt"
	"strings"
)

// Head returns what stands below the title of an entry's page: its line, its facts, and links to the entries beside it among all.
// The last fact comes from the caller.
func (e Entry) Head(all []Entry, last Fact) string {
	var b strings.Builder
	fmt.Fprintf(&b, "`%s`: %s.\n\n| | |\n|---|---|\n", e.Title(), e.Doc)
	for _, f := range append(e.Facts[:len(e.Facts):len(e.Facts)], last) {
		fmt.Fprintf(&b, "| %s | %s |\n", f.Label, f.markdown())
	}
	b.WriteString("\n[All keys and directives](README.md)")
	for i := range all {
		if all[i].Name == e.Name && i > 0 {
			b.WriteString(" · before: " + link(all[i-1].Name))
		}
		if all[i].Name == e.Name && i < len(all)-1 {
			b.WriteString(" · next: " + link(all[i+1].Name))
		}
	}
	b.WriteString("\n")
	return b.String()
}

// Index returns the page that lists the pages of all entries.
func Index(all []Entry) string {
	var b strings.Builder
	b.WriteString("# Keys and directives\n\nA page for each: what it does, an example that is compiled and run, and when not to use it. [Rules](../rules.md) has every promise\n" +
		"word for word. `backoffgen explain -keys` prints this list, and with a name what is known of one.\n")
	group := ""
	for _, e := range all {
		if e.Group != group {
			group = e.Group
			fmt.Fprintf(&b, "\n## %s%s\n\n| | |\n|---|---|\n", strings.ToUpper(group[:1]), group[1:])
			if group == client.Group {
				fmt.Fprintf(&b, "| [`%s`](../clients/README.md) | %s |\n", client.Name, client.Doc)
			}
		}
		fmt.Fprintf(&b, "| [`%s`](%s.md) | %s |\n", e.Title(), e.Name, e.Doc)
	}
	return b.String()
}

func (f Fact) markdown() string {
	switch {
	case f.Names != nil:
		var out []string
		for _, name := range f.Names {
			out = append(out, link(name))
		}
		return strings.Join(out, ", ")
	case f.IsCode:
		return "`" + f.Text + "`"
	}
	return f.Text
}

func link(name string) string { return fmt.Sprintf("[`%s`](%[1]s.md)", name) }
