package explain

import (
	"bytes"
	"encoding/xml"
	"errors"
	"go/token"
	"go/types"
	"io"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// pageOf is the page of methods under policies.
func pageOf(t *testing.T, methods ...*plan.Method) string {
	t.Helper()
	pkg := types.NewPackage("example.com/store", "store")
	name := types.NewTypeName(token.NoPos, pkg, "Store", types.NewInterfaceType(nil, nil))
	p := &plan.Package{Path: pkg.Path(), Types: pkg, Files: []*plan.File{{Source: "/a<b>/store.go", Decorators: []*plan.Decorator{{Interface: name, Name: "RetryingStore", Methods: methods}}}}}
	var b bytes.Buffer
	if err := WriteHTML(&b, Package(p, unknown{}), "/a<b>"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unknown is code in which nothing can be read.
type unknown struct{}

func (unknown) Policy(types.Object) *plan.Policy { return nil }
func (unknown) Words(types.Object) string        { return "" }

// called returns a method under a policy, with a name.
func called(name, text string, p backoff.Policy) *plan.Method {
	m := with(p)
	m.Name, m.Policy.Text = name, text
	m.Signature = types.NewSignatureType(nil, nil, nil, nil, nil, false)
	m.Policy.At = token.Position{Filename: "/a<b>/store.go", Line: 12, Column: 3}
	return m
}

// Whatever stands in an annotation is text on the page, also where it is a name, a title or a word in a picture.
// Rule 2.25.
func TestThePageEscapes(t *testing.T) {
	const bad = `</code></script><script>alert("1")</script><img src=x onerror='alert(2)'>`
	m := called("Fetch", "backoff:retry 3 giveup=`"+bad+"`", backoff.Policy{MaxTries: 3, Pause: time.Second})
	m.Policy.Giveup = &plan.Question{Text: bad}
	text := pageOf(t, m)
	if n := strings.Count(text, "<script>"); n != 1 {
		t.Errorf("there are %d scripts", n)
	}
	if strings.Contains(text, "<img") || strings.Contains(text, "ZgotmplZ") {
		t.Error("the annotation is more than text")
	}
	if n := strings.Count(text, "&lt;script&gt;alert(&#34;1&#34;)"); n < 3 {
		t.Errorf("the annotation is on the page %d times", n)
	}
	wellFormed(t, text)
}

// The page needs no other file, has a place for each annotation, and a name and a table for each picture.
// Rule 2.25.
func TestThePageStandsAlone(t *testing.T) {
	text := pageOf(t,
		called("Fetch", "backoff:policy deadline=1s", backoff.Policy{AttemptTimeout: 100 * time.Millisecond, Deadline: time.Second, Pause: 50 * time.Millisecond, Jitter: backoff.JitterFull, MaxTries: 3}),
		called("Find", "backoff:policy hedge=50ms", backoff.Policy{Hedge: 50 * time.Millisecond, AttemptTimeout: time.Second, RetryFor: time.Second}))
	for _, want := range []string{
		`<html lang="en">`, `<meta name="viewport" content="width=device-width`, "<title>Retry policies of Store</title>", "prefers-color-scheme: dark", "@media print",
		"store.go:12:3", `<label for="filter">`, `aria-live="polite"`, "deadline 1s", "retry_for 1s", "An attempt that fails at once is followed by the next one at once.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, not := range []string{"http:", "https:", "//cdn", "src=", "url(", "@import", "NaN", "ZgotmplZ", "fetch(", "import("} {
		if strings.Contains(text, not) {
			t.Errorf("the page has %q", not)
		}
	}
	pictures := strings.Count(text, "<svg ")
	if named := strings.Count(text, `role="img" aria-label="If each attempt`); pictures != 3 || named != pictures {
		t.Errorf("%d of %d pictures have a name", named, pictures)
	}
	if figures := regexp.MustCompile(`(?s)<svg .*?</svg>\s*<figcaption>.*?</figcaption>\s*<table>`).FindAllString(text, -1); len(figures) != pictures {
		t.Errorf("%d of %d pictures have a table", len(figures), pictures)
	}
	wellFormed(t, text)
}

// wellFormed fails unless each element ends.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	script := regexp.MustCompile(`(?s)<script>.*?</script>`)
	d := xml.NewDecoder(strings.NewReader(script.ReplaceAllString(strings.TrimPrefix(text, "<!DOCTYPE html>"), "")))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// All that is drawn of any policy is inside of its picture, in the order of time, and a table says the same.
// Rule 2.25.
func TestTimelinesOfAllPolicies(t *testing.T) {
	drawn := 0
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		p := randomPolicy(random)
		s := newMethod(with(p)).schedule()
		for _, l := range s.timelines() {
			drawn++
			if len(l.Lanes) == 0 || len(l.Ticks) < 2 || len(l.Numbers.Rows) < len(l.Lanes)+1 {
				t.Fatalf("%v: %d lanes, %d ticks, %d rows", p, len(l.Lanes), len(l.Ticks), len(l.Numbers.Rows))
			}
			for _, a := range l.Lanes {
				for _, part := range []*stretch{a.Pause, a.Spread, a.Bar, a.Begins, a.CutOff} {
					if part != nil && !(axisFrom <= part.from && number(t, part.From) <= number(t, part.To) && number(t, part.To) <= axisTo && part.Bottom < l.Bottom) {
						t.Fatalf("%v: %s leaves its picture: %+v", p, a.Hint, part)
					}
				}
				if a.Times != nil && (number(t, a.Times.X) < axisFrom || number(t, a.Times.X) > axisTo) {
					t.Fatalf("%v: the words %q begin at %s", p, a.Times.Text, a.Times.X)
				}
			}
			for i := 1; i < len(l.Ticks); i++ {
				if number(t, l.Ticks[i].X) <= number(t, l.Ticks[i-1].X) {
					t.Fatalf("%v: ticks %v", p, l.Ticks)
				}
			}
			if len(l.Ticks) > 7 {
				t.Fatalf("%v: there are %d ticks", p, len(l.Ticks))
			}
		}
	}
	if drawn < 1000 {
		t.Errorf("only %d pictures were drawn", drawn)
	}
}

// number reads a part of a picture's width.
func number(t *testing.T, percent string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(strings.TrimSuffix(percent, "%"), 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Hedges have lanes of their own while the first try runs, and limits that are far away are said instead of drawn.
func TestWhatATimelineShows(t *testing.T) {
	s := newMethod(with(backoff.Policy{Hedge: 50 * time.Millisecond, AttemptTimeout: 200 * time.Millisecond, Deadline: time.Hour, MaxTries: 3})).schedule()
	l := s.timelines()[0]
	var classes []string
	for _, a := range l.Lanes {
		classes = append(classes, a.Class)
	}
	if strings.Join(classes, " ") != "first hedges hedges" {
		t.Errorf("the lanes are %q", classes)
	}
	if l.Lanes[1].Bar.From >= l.Lanes[0].Bar.To {
		t.Error("the hedge does not begin while the first try runs")
	}
	if len(l.Limits) != 0 || l.Caption != "The call ends at 300ms (max_tries). Not in the picture: deadline 1h." {
		t.Errorf("%v %q", l.Limits, l.Caption)
	}
	if got := newMethod(with(backoff.Policy{MaxTries: 3})).schedule().timelines(); got != nil {
		t.Errorf("%d pictures without time", len(got))
	}
}
