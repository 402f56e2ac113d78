package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/backoffgen/backoffgen/docs"
	"github.com/backoffgen/backoffgen/generator/diag"
)

// rulesPage is the address of the page with the rules.
const rulesPage = "https://github.com/backoffgen/backoffgen/blob/main/docs/rules.md"

// writeCodes explains codes of diagnostics, each with its rule.
func writeCodes(w io.Writer, codes []diag.Rule) error {
	out := bufio.NewWriter(w)
	for i, c := range codes {
		if i > 0 {
			fmt.Fprintln(out)
		}
		rule, _ := docs.Find(c.Law)
		fmt.Fprintf(out, "%s: %s: %s\n\n", c.Code, c.Severity, c.Meaning)
		fmt.Fprintf(out, "    what to do  %s\n", c.Remedy)
		fmt.Fprintf(out, "    rule        %s, %s\n", rule.Number, rule.Title)
		fmt.Fprintf(out, "                %s#rule-%s\n\n", rulesPage, rule.Number)
		for line := range strings.Lines(rule.Text) {
			fmt.Fprintln(out, strings.TrimRight("    "+line, " \n"))
		}
	}
	return out.Flush() // the writer keeps the first error
}

// writeCodeList lists codes of diagnostics under their rules.
func writeCodeList(w io.Writer, codes []diag.Rule) error {
	out := bufio.NewWriter(w)
	width := 0
	for _, c := range codes {
		width = max(width, len(c.Code))
	}
	for _, rule := range docs.Rules() {
		title := false
		for _, c := range codes {
			if c.Law != rule.Number {
				continue
			}
			if !title {
				fmt.Fprintf(out, "%s %s\n", rule.Number, rule.Title)
				title = true
			}
			fmt.Fprintf(out, "    %-*s  %-7s  %s\n", width, c.Code, c.Severity, c.Meaning)
		}
		if title {
			fmt.Fprintln(out)
		}
	}
	fmt.Fprintln(out, "backoffgen explain CODE says more about one.")
	return out.Flush() // the writer keeps the first error
}

// writeCodesJSON writes codes of diagnostics as a JSON array.
func writeCodesJSON(w io.Writer, codes []diag.Rule) error {
	type object struct {
		Code     string `json:"code"`
		Severity string `json:"severity"`
		Meaning  string `json:"meaning"`
		Remedy   string `json:"remedy"`
		Rule     string `json:"rule"` // the number in docs/rules.md
		Title    string `json:"title"`
		Text     string `json:"text"` // Markdown
	}
	objects := make([]object, 0, len(codes))
	for _, c := range codes {
		rule, _ := docs.Find(c.Law)
		objects = append(objects, object{c.Code, c.Severity.String(), c.Meaning, c.Remedy, rule.Number, rule.Title, rule.Text})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // the texts quote Go, which has < and & in it
	enc.SetIndent("", "\t")
	return enc.Encode(objects)
}
