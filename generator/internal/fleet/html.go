package fleet

import (
	_ "embed"
	"io"

	"github.com/backoffgen/backoffgen/generator/internal/page"
)

//go:embed page.html
var pageText string

var outagePage = page.Parse(pageText)

// A content is what page.html shows.
type content struct {
	Method, Annotation string
	Verdict            string
	Facts              []fact
	Runs               page.Table
	Plots              []plot
}

// WriteHTML writes a comparison of a method, under an annotation, as one page that needs no other file: plots over time of the three
// runs side by side, and each plot's numbers as a table. The error is the writer's.
func (c *Comparison) WriteHTML(w io.Writer, method, annotation string) error {
	title := method + " through a run"
	if c.Scenario.Outage.Kind != None {
		title = method + " through an outage"
	}
	return outagePage.Write(w, title, c.content(method, annotation))
}

// WriteFragment writes what is below the title of WriteHTML's page, for a page that is made elsewhere and has the style of [Page]. The
// error is that of the writer.
func (c *Comparison) WriteFragment(w io.Writer) error {
	return outagePage.WriteFragment(w, "result", c.content("", ""))
}

// Page is the template of WriteHTML.
func Page() page.Template { return outagePage }

func (c *Comparison) content(method, annotation string) content {
	rows := c.rows()
	rows[0][0] = "run"
	return content{method, annotation, c.Verdict, c.facts(), page.Table{Label: "The runs", Head: rows[0], Rows: rows[1:]}, c.plots()}
}
