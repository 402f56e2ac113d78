package pages

import (
	"context"
	_ "embed"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
)

//go:embed inspect.js
var inspect string

// looksFine fails the test if a person would have trouble to read what is in a tab.
func looksFine(t *testing.T, tab context.Context) {
	t.Helper()
	var found []string
	run(t, tab, chromedp.Evaluate(inspect, &found))
	if words, err := strconv.Atoi(found[0]); err != nil || words < 20 {
		t.Errorf("it has %s words", found[0])
	}
	for _, wrong := range found[1:] {
		t.Error(wrong)
	}
}

// config is for the package shop.
func config() generator.Config { return generator.Config{Patterns: []string{"./shop"}} }

// written writes a page into a file, and returns its address.
func written(t *testing.T, name string, write func(f *os.File) error) string {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := write(f); err != nil {
		t.Fatal(err)
	}
	return (&url.URL{Scheme: "file", Path: f.Name()}).String()
}

// explained is the address of a page of the command explain.
func explained(t *testing.T) string {
	t.Helper()
	found, err := generator.Explain(t.Context(), config())
	if err != nil || diag.HasErrors(found.Diagnostics) {
		t.Fatalf("%v %v", err, found.Diagnostics)
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return written(t, "explain.html", func(f *os.File) error { return found.WriteHTML(f, dir) })
}

// simulated is the address of a page of the command simulate.
func simulated(t *testing.T, method, outage string) string {
	t.Helper()
	sim := generator.SimulateConfig{Method: method, Scenario: generator.Scenario{Clients: 1000, Rate: 1, Capacity: 1500, Latency: 50 * time.Millisecond, For: time.Minute, Seed: 1}}
	var err error
	if sim.Scenario.Outage, err = generator.ParseOutage(outage); err != nil {
		t.Fatal(err)
	}
	found, err := generator.Simulate(t.Context(), config(), sim)
	if err != nil || !found.Simulated() {
		t.Fatalf("%v %v", err, found.Diagnostics)
	}
	return written(t, "simulate.html", func(f *os.File) error { return found.WriteHTML(f) })
}

// The page of the command explain can be read on a phone and on a desk, in the light and in the dark.
func TestExplainLooksFine(t *testing.T) {
	browser := newBrowser(t)
	address := explained(t)
	for _, v := range views() {
		t.Run(v.name, func(t *testing.T) {
			tab := open(t, browser, v, address)
			looksFine(t, tab)
			keep(t, tab, "explain-"+v.name)
		})
	}
}

// So can the page of the command simulate, also with the numbers of its plots.
func TestSimulateLooksFine(t *testing.T) {
	browser := newBrowser(t)
	address := simulated(t, "Orders.Upload", "10s+10s:slow")
	for _, v := range views() {
		t.Run(v.name, func(t *testing.T) {
			tab := open(t, browser, v, address)
			looksFine(t, tab)
			keep(t, tab, "simulate-"+v.name)
			run(t, tab, chromedp.Evaluate(`document.querySelector("details").open = true`, nil))
			looksFine(t, tab)
		})
	}
}

// On paper pages are dark on white, whatever the screen is, and without what paper cannot do.
func TestPagesOnPaper(t *testing.T) {
	browser := newBrowser(t)
	for name, address := range map[string]string{"explain": explained(t), "simulate": simulated(t, "Orders.Ship", "5s+5s:refuse")} {
		tab := open(t, browser, view{name: "paper", width: 720, scheme: "dark"}, address)
		run(t, tab, emulation.SetEmulatedMedia().WithMedia("print").WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}))
		looksFine(t, tab)
		var back string
		var useless int
		run(t, tab, chromedp.Evaluate(`getComputedStyle(document.body).backgroundColor`, &back),
			chromedp.Evaluate(`[...document.querySelectorAll(".filter, details")].filter(e => e.checkVisibility()).length`, &useless))
		if back != "rgb(255, 255, 255)" || useless > 0 {
			t.Errorf("%s: on paper the ground is %s, and %d things are there to be used", name, back, useless)
		}
	}
}

// The filter works by keyboard alone: it is the first thing to come to, leaves the methods that have all of its words, says how many, and
// Escape empties it.
func TestFilterByKeyboard(t *testing.T) {
	tab := open(t, newBrowser(t), views()[0], explained(t))
	shown := func() []string {
		t.Helper()
		var names []string
		run(t, tab, chromedp.Evaluate(`[...document.querySelectorAll("article h3")].filter(e => e.checkVisibility()).map(e => e.textContent)`, &names))
		return names
	}
	var focused, count string
	all := shown()
	run(t, tab, chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(`document.activeElement.labels[0].textContent`, &focused))
	if focused != "Filter" {
		t.Fatalf("Tab leads to %q", focused)
	}
	run(t, tab, chromedp.KeyEvent("ErrBusy receipt"), chromedp.Text("output", &count))
	if got := shown(); len(got) != 1 || got[0] != "Upload" || !strings.HasPrefix(count, "1 of ") {
		t.Errorf("%q and %q are left", got, count)
	}
	looksFine := func(want string) {
		t.Helper()
		var links []string
		run(t, tab, chromedp.Evaluate(`[...document.querySelectorAll(".overview a")].filter(e => e.checkVisibility()).map(e => e.textContent)`, &links))
		if strings.Join(links, " ") != want {
			t.Errorf("the overview has %q", links)
		}
	}
	looksFine("Orders.Upload")
	run(t, tab, chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(`document.activeElement.textContent`, &focused))
	if focused != "Orders.Upload" {
		t.Errorf("Tab leads from the filter to %q", focused)
	}
	run(t, tab, chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(8)), chromedp.KeyEvent(kb.Escape))
	if got := shown(); len(got) != len(all) {
		t.Errorf("after Escape %q are shown, of %q", got, all)
	}
	run(t, tab, chromedp.KeyEvent("nosuchword"))
	var said bool
	run(t, tab, chromedp.Evaluate(`document.querySelector(".none").checkVisibility()`, &said))
	if got := shown(); len(got) != 0 || !said {
		t.Errorf("%q are left by a word that none has, and it is said: %v", got, said)
	}
}

// Nothing goes wrong in the page's script, and nothing asks for anything outside of it.
func TestPagesAskForNothing(t *testing.T) {
	browser := newBrowser(t)
	for name, address := range map[string]string{"explain": explained(t), "simulate": simulated(t, "Orders.Ship", "")} {
		tab := open(t, browser, views()[2], "about:blank")
		chromedp.ListenTarget(tab, func(event any) {
			switch e := event.(type) {
			case *runtime.EventExceptionThrown:
				t.Errorf("%s: %s", name, e.ExceptionDetails.Error())
			case *runtime.EventConsoleAPICalled:
				t.Errorf("%s: the console says %v", name, e.Args[0].Value)
			}
		})
		var asked []string
		run(t, tab, chromedp.Navigate(address), chromedp.Evaluate(`performance.getEntriesByType("resource").map(e => e.name).concat([...document.links].map(e => e.href).filter(h => !h.startsWith(location.href.split("#")[0])))`, &asked))
		if len(asked) > 0 {
			t.Errorf("%s asks for %q", name, asked)
		}
	}
}
