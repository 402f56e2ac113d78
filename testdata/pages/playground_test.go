package pages

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// newSite builds the playground as it is published, and serves it on this machine until the test ends.
func newSite(t *testing.T) (address string) {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "go", "run", "./docs/playground", "-o", dir)
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const most = 6_000_000 // bytes, compressed
	size := int64(0)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && !e.IsDir() {
			size += info.Size()
		}
	}
	if t.Logf("the playground has %d bytes", size); size < most/10 || size > most {
		t.Errorf("it is to have %d at most", most)
	}
	server := httptest.NewServer(http.FileServerFS(os.DirFS(dir)))
	t.Cleanup(server.Close)
	return server.URL
}

// until waits for an expression of the page's to be true.
func until(t *testing.T, tab context.Context, expression string) {
	t.Helper()
	var err error
	for begun := time.Now(); time.Since(begun) < 40*time.Second; time.Sleep(20 * time.Millisecond) {
		var holds bool
		if err = chromedp.Run(tab, chromedp.Evaluate(expression, &holds)); err == nil && holds { // there is an error while a page makes way for another
			return
		}
	}
	var state string
	_ = chromedp.Run(tab, chromedp.Evaluate(`document.querySelector("#state").textContent + " " + document.querySelector("#problems").textContent`, &state))
	t.Fatalf("%s does not come true: %v (the page says %q)", expression, err, state)
}

const (
	answered = `document.querySelector("#state").textContent === "Generated."`
	drawn    = `document.querySelector("#simulated svg") !== null`
)

// value returns what an expression of the page's is.
func value[T any](t *testing.T, tab context.Context, expression string) T {
	t.Helper()
	var v T
	run(t, tab, chromedp.Evaluate(expression, &v))
	return v
}

// Somebody makes a mistake, sees where it is and what it is, mends it, sees the code and what it does, moves a slider by keyboard, and sees
// another outage.
func TestPlayground(t *testing.T) {
	site := newSite(t)
	browser := newBrowser(t)
	tab := open(t, browser, views()[2], "about:blank")
	chromedp.ListenTarget(tab, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			t.Error(e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			t.Errorf("the console says %s", e.Args[0].Value)
		}
	})
	run(t, tab, chromedp.Navigate(site))
	until(t, tab, answered)
	t.Logf("ready %.0f ms after it was asked for, and the first answer %.0f ms after that",
		value[float64](t, tab, `performance.getEntriesByName("ready")[0].startTime`), value[float64](t, tab, `performance.getEntriesByName("first answer")[0].duration`))
	if foreign := value[[]string](t, tab, `performance.getEntriesByType("resource").map(e => e.name).filter(name => !name.startsWith(location.origin))`); len(foreign) > 0 {
		t.Errorf("it asks for %q", foreign)
	}

	const after = "pause=100ms"
	run(t, tab, chromedp.Focus("#source"), chromedp.Evaluate(`{
		const source = document.querySelector("#source"), at = source.value.indexOf("`+after+`") + "`+after+`".length;
		source.setSelectionRange(at, at);
	}`, nil), chromedp.KeyEvent(" multiplyer=2"))
	until(t, tab, `document.querySelector("#shown .error")?.textContent === "multiplyer"`)
	if looks := value[string](t, tab, `(s => s.textDecorationLine + " " + s.textDecorationStyle)(getComputedStyle(document.querySelector("#shown .error")))`); looks != "underline wavy" {
		t.Errorf("what is wrong is marked by %q", looks)
	}
	if shown := value[bool](t, tab, `document.querySelector("#shown").textContent === document.querySelector("#source").value + "\n"`); !shown {
		t.Error("what is shown is not what is edited")
	}
	said := value[string](t, tab, `document.querySelector("#problems").innerText`)
	if !strings.Contains(said, "15:65 error: unknown key multiplyer of policy (did you mean multiplier?)") {
		t.Errorf("it is said %q", said)
	}
	if state := value[string](t, tab, `document.querySelector("#state").textContent`); state != "1 error" {
		t.Errorf("the page says %q", state)
	}
	looksFine(t, tab)
	picture(t, tab, "playground-mistake")

	run(t, tab, chromedp.Click("#problems button"), chromedp.KeyEvent("multiplier")) // the place selects what is wrong
	until(t, tab, answered)
	if code := value[string](t, tab, `document.querySelector("#generated").textContent`); !strings.Contains(code, "Multiplier:") || !strings.Contains(code, "type RetryingStore struct {") {
		t.Errorf("it is generated\n%s", code)
	}
	if words := value[int](t, tab, `document.querySelectorAll("#generated .keyword").length`); words < 10 {
		t.Errorf("%d keywords stand out", words)
	}
	if does := value[string](t, tab, `document.querySelector("#explained").innerText`); !strings.Contains(does, "Each pause is 2 times as long as the one before it.") {
		t.Errorf("it does\n%s", does)
	}

	until(t, tab, drawn)
	run(t, tab, chromedp.Focus("#explained-tab"), chromedp.KeyEvent(kb.ArrowRight))
	if !value[bool](t, tab, `document.querySelector("#outage-panel").checkVisibility() && !document.querySelector("#explained-panel").checkVisibility()`) {
		t.Error("the arrow does not lead to the other tab")
	}
	const plots = `[...document.querySelectorAll("#simulated path")].map(p => p.getAttribute("d")).join()`
	before := value[string](t, tab, plots)
	run(t, tab, chromedp.Focus("#headroom"), chromedp.KeyEvent(strings.Repeat(kb.ArrowRight, 20)))
	until(t, tab, `document.querySelector("output[for=headroom]").textContent === "2.50 ×" && `+plots+` !== `+"`"+before+"`")
	looksFine(t, tab)
}

// Each example is fine, and the page can be read on a phone and on a desk, in the light and in the dark, whichever tab is chosen.
func TestPlaygroundLooksFine(t *testing.T) {
	site := newSite(t)
	browser := newBrowser(t)
	for i, v := range views() {
		example := []string{"seed", "http", "pgx", "cases"}[i]
		t.Run(v.name, func(t *testing.T) {
			tab := open(t, browser, v, site+"#"+example)
			until(t, tab, answered+" && "+drawn)
			looksFine(t, tab)
			picture(t, tab, "playground-"+v.name)
			run(t, tab, chromedp.Click("#outage-tab"))
			looksFine(t, tab)
			picture(t, tab, "playground-outage-"+v.name)
		})
	}
	tab := open(t, browser, views()[2], site)
	for _, example := range value[[]string](t, tab, `[...document.querySelectorAll("#example option")].map(o => o.value)`) {
		run(t, tab, chromedp.Evaluate(`{
			const list = document.querySelector("#example");
			list.value = "`+example+`";
			document.querySelector("#state").textContent = "";
			list.dispatchEvent(new Event("change"));
		}`, nil))
		until(t, tab, answered+` && location.hash === "#`+example+`" && document.querySelector("#problems").children.length === 0`)
	}
}

// picture keeps what is to see of a page without scrolling, when files are rewritten.
func picture(t *testing.T, tab context.Context, name string) {
	t.Helper()
	keepAs(t, tab, name, func(data *[]byte) chromedp.Action {
		return chromedp.ActionFunc(func(ctx context.Context) (err error) {
			*data, err = page.CaptureScreenshot().Do(ctx)
			return err
		})
	})
}
