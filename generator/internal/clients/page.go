package clients

import (
	"fmt"
	"strings"
)

// Page returns c's page of the documentation, in Markdown.
func (c Client) Page() string {
	var page strings.Builder
	fmt.Fprintf(&page, "# @%s\n\n%s. Read in %s.\n\n", c.Name, c.Title, c.readIn())
	if len(c.OtherModules) > 0 {
		fmt.Fprintf(&page, "The same holds for %s.\n\n", strings.Join(c.OtherModules, ", "))
	}
	fmt.Fprintf(&page, "A policy to start from%s:\n\n```\n%s\n```\n\n", c.startNote(), c.Start)
	for _, hint := range []string{"httphint", "grpchint"} {
		if strings.Contains(c.Start, hint+".") {
			fmt.Fprintf(&page, "A file that does not import that package makes it known by `//backoff:import %q`.\n\n", runtimePath+"/"+hint)
		}
	}
	fmt.Fprintf(&page, "**Retries by itself.** %s %s\n\n", c.Retries.Text, small(c.Retries.Source, c.Retries.Proof))
	if c.Repeats {
		fmt.Fprintf(&page, "%s\n\n", repeats)
	}
	fmt.Fprintf(&page, "**Switched off by.** %s %s\n\n", c.Off.Text, small(c.Off.Source, c.Off.Proof))
	fmt.Fprintf(&page, "**The server's hint.** %s %s\n\n", c.Hint.Text, small(c.Hint.Source, c.Hint.Proof))
	if c.Tried.Text != "" {
		fmt.Fprintf(&page, "**Tried on a server.** %s %s\n\n", c.Tried.Text, small(c.Tried.Source, c.Tried.Proof))
	}
	if len(c.Beware) > 0 {
		page.WriteString("**Beware.**\n\n")
		for _, fact := range c.Beware {
			fmt.Fprintf(&page, "- %s %s\n", fact.Text, small(fact.Source, fact.Proof))
		}
		page.WriteString("\n")
	}
	page.WriteString("## Classes\n\n")
	for _, class := range append(Classes(), Never) {
		c.section(&page, class)
	}
	return strings.TrimRight(page.String(), "\n") + "\n"
}

// startNote says what the policy to start from takes for granted.
func (c Client) startNote() string {
	switch {
	case strings.Contains(c.Start, " idempotent=yes"):
		return ", for a method that may be carried out twice"
	case strings.Contains(c.Start, " idempotent=no"):
		return ", for a method that must not be carried out twice; where that does no harm, `idempotent=yes` retries what is unknown as well"
	}
	return ""
}

// section writes what one class holds.
func (c Client) section(page *strings.Builder, class Class) {
	rules, responses := c.of(class), c.responsesOf(class)
	if class == Never && len(rules) == 0 {
		return
	}
	fmt.Fprintf(page, "### %s\n\n%s.\n\n", class, sentence(class.Meaning()))
	if len(rules) == 0 {
		fmt.Fprintf(page, "Empty: %s.\n\n", c.Empty[class])
	}
	if len(rules) > 0 || len(responses) > 0 {
		page.WriteString("| what | matched by | because | source |\n|---|---|---|---|\n")
	}
	row := func(words, match, because, source string, proof Proof) {
		fmt.Fprintf(page, "| %s | %s | %s | %s |\n", cell(words), code(match), cell(because), small(source, proof))
	}
	for _, r := range rules {
		because := r.Promise
		if r.Since != "" {
			because += "; since " + r.Since
		}
		if len(r.Excludes) > 0 {
			because += "; never " + classNames(r.Excludes)
		}
		row(r.Words, Describe(r.Match), because, r.Source, r.Proof)
	}
	for _, r := range responses {
		row(r.Words, r.describe(), r.Promise, r.Source, r.Proof)
	}
	if len(rules) > 0 || len(responses) > 0 {
		page.WriteString("\n")
	}
}

// Index returns the page that lists the pages of all clients.
func Index() string {
	var page strings.Builder
	page.WriteString(`# Well-known clients

What the errors of well-known clients mean, as ` + "`backoffgen explain -clients [NAME…]`" + ` prints it. A line that was *run* is held against the client's own
module by a test in ` + "`testdata/clients`" + `, or was seen on a server; one that was *read* stands in the client's source or the server's manual.

`)
	for _, class := range Classes() {
		fmt.Fprintf(&page, "- **%s**: %s\n", class, class.Meaning())
	}
	page.WriteString("\n| client | what | classes | retries by itself |\n|---|---|---|---|\n")
	for _, c := range All() {
		var filled []string
		for _, class := range Classes() {
			if len(c.of(class)) > 0 {
				filled = append(filled, string(class))
			}
		}
		fmt.Fprintf(&page, "| [@%s](%[1]s.md) | %s | %s | %s |\n", c.Name, cell(c.Title), strings.Join(filled, ", "), cell(c.Retries.Text))
	}
	return page.String()
}

// sentence returns text with a capital.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// cell returns text as a table can have it.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// code returns text as code in a table.
func code(text string) string { return "`" + cell(text) + "`" }

// small is a source as a page has it.
func small(source string, proof Proof) string {
	return "<sub>" + cell(source) + " (" + string(proof) + ")</sub>"
}
