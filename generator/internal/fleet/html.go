package fleet

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed page.html
var pageText string

// A page is what page.html shows.
type page struct {
	Method, Annotation string
	Verdict            string
	Outage             bool
	Facts              []fact
	Head               []string
	Rows               [][]string
	Plots              []plot
}

// WriteHTML writes a comparison of a method, under an annotation, as one page that needs no other file: plots over time of the three
// runs side by side, and each plot's numbers as a table. The error is the writer's.
func (c *Comparison) WriteHTML(w io.Writer, method, annotation string) error {
	t, err := template.New("page").Parse(pageText)
	if err != nil {
		return err
	}
	p := page{Method: method, Annotation: annotation, Verdict: c.Verdict, Outage: c.Scenario.Outage.Kind != None, Facts: c.facts(), Plots: c.plots()}
	rows := c.rows()
	p.Head, p.Rows = rows[0], rows[1:]
	p.Head[0] = "run"
	return t.Execute(w, p)
}
