package playground

import (
	"archive/zip"
	"bytes"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator"
)

const examples = "../../../docs/playground/page/examples"

// exported is the export data that the tests have, made once.
var exported = sync.OnceValues(func() (*zip.Reader, error) {
	cmd := exec.Command("go", "list", "-export", "-f", "{{.ImportPath}}\t{{.Export}}", "context", "database/sql", "errors", "io", "net", "net/http", "os", "strings", "time", runtimePath)
	listed, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for line := range strings.Lines(string(listed)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
})

func newPlayground(t testing.TB) *Playground {
	t.Helper()
	archive, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	return New(archive)
}

var tag = regexp.MustCompile(`<[^>]*>`)

// text is what is left of HTML without its elements.
func text(markup string) string { return html.UnescapeString(tag.ReplaceAllString(markup, "")) }

// Each example is fine, and what is generated from it is what the command generates.
// Rule 2.26.
func TestExamplesAreWhatTheCommandSays(t *testing.T) {
	files, err := filepath.Glob(examples + "/*.go.txt")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d examples: %v", len(files), err)
	}
	p := newPlayground(t)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source := string(data)
		answer := p.Check(source)
		if len(answer.Diagnostics) > 0 || answer.Generated == "" || len(answer.Methods) == 0 || !strings.Contains(answer.Explanation, "<svg ") {
			t.Errorf("%s: %v, %d bytes are generated, methods %q", file, answer.Diagnostics, len(answer.Generated), answer.Methods)
			continue
		}
		if diff := cmp.Diff(source, text(answer.Source)); diff != "" {
			t.Errorf("%s is shown as another text (-source +shown):\n%s", file, diff)
		}
		if len(answer.Notes) > 0 {
			continue // the command needs the packages
		}
		if diff := cmp.Diff(generated(t, source), text(answer.Generated)); diff != "" {
			t.Errorf("%s (-command +playground):\n%s", file, diff)
		}
	}
}

// generated is what the command generates from a source.
func generated(t *testing.T, source string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"go.mod": "module example.com/m\n\ngo 1.26\n", filename: source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := generator.Run(t.Context(), generator.Config{Dir: dir, Env: append(os.Environ(), "GOPROXY=off", "GOWORK=off")}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "source_backoff.go"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// store is a source with an annotation and whatever else.
func store(imports, annotation, method string) string {
	return "package store\n\nimport (\n\t\"context\"\n" + imports + ")\n\ntype Store interface {\n\t//backoff:" + annotation + "\n\t" + method + "\n}\n"
}

// A mistake is at its column, is marked in the source, and may be mended.
func TestAMistakeIsAtItsColumn(t *testing.T) {
	p := newPlayground(t)
	source := store("", "retry 3 pauze=1s", "Fetch(ctx context.Context) error // größer")
	answer := p.Check(source)
	if len(answer.Diagnostics) != 1 || answer.Generated != "" {
		t.Fatalf("%+v", answer)
	}
	d := answer.Diagnostics[0]
	if d.Line != 8 || d.Column != 20 || d.Severity != "error" || !strings.Contains(d.Message, "pauze") || d.Fix == nil {
		t.Fatalf("%+v", d)
	}
	if got := source[d.From:d.To]; got != "pauze" {
		t.Errorf("%q is marked", got)
	}
	if !strings.Contains(answer.Source, `<span class="directive error">pauze</span>`) {
		t.Errorf("it is shown as %s", answer.Source)
	}
	mended := p.Check(source[:d.Fix.From] + d.Fix.Text + source[d.Fix.To:])
	if len(mended.Diagnostics) != 0 || mended.Generated == "" {
		t.Errorf("after %q: %+v", d.Fix.Text, mended.Diagnostics)
	}
}

// Positions are in units of UTF-16, as browsers count.
func TestPositionsAreABrowsers(t *testing.T) {
	source := "package store\n\n// 😀 ü\ntype Store interface {\n\t//backoff:retry 0\n\tFetch() error\n}\n"
	d := newPlayground(t).Check(source).Diagnostics[0]
	want := len("package store\n\n// xx u\ntype Store interface {\n\t//backoff:retry ")
	if d.From != want || d.To != want+1 || d.Line != 5 || d.Column != 18 {
		t.Errorf("%+v, want it at %d", d, want)
	}
}

// What does not parse, has no annotation, or is not Go at all gets an answer, and no decorator of what was there before.
func TestBrokenSources(t *testing.T) {
	p := newPlayground(t)
	if a := p.Check(store("", "retry 3", "Fetch(ctx context.Context) error")); a.Generated == "" {
		t.Fatalf("%+v", a)
	}
	for _, source := range []string{"", "package", "package store\n\nfunc (", "hello <b>\x00\xff", "package store\n", "package store\n\nimport \"nowhere\"\n"} {
		a := p.Check(source)
		if a.Generated != "" || a.Explanation != "" || len(a.Methods) > 0 {
			t.Errorf("%q: %+v", source, a)
		}
		if s := p.Simulate(Outage{Method: "Store.Fetch", Headroom: 2, Latency: 50}); s.Error == "" {
			t.Errorf("%q is simulated", source)
		}
		if strings.Contains(a.Source, "<b>") {
			t.Errorf("%q is shown as %s", source, a.Source)
		}
	}
}

// Of packages that are not at hand, whatever is named exists, and it is said.
// Rule 2.26.
func TestPackagesThatAreNotAtHand(t *testing.T) {
	p := newPlayground(t)
	for name, source := range map[string]string{
		"types":       store("\t\"example.com/a/go-thing/v2\"\n", "retry 3", "Fetch(ctx context.Context, q thing.Query) (*thing.Row, error)"),
		"errors":      store("\tkv \"example.com/a/store\"\n", "retry 3 errors=kv.ErrBusy,*kv.Failure,!kv.IsGone giveup=\"kv.IsFatal(err)\"", "Fetch(ctx context.Context, k kv.Key) error"),
		"a client":    store("", "retry 3 pause=1s errors=@redis,@mongo.conflict idempotent=yes", "Fetch(ctx context.Context) error"),
		"generics":    store("\t\"example.com/a/list\"\n", "retry 3", "Fetch(ctx context.Context, l list.List[string], m list.Map[string, int]) error"),
		"embedded":    "package store\n\nimport \"example.com/a/kv\"\n\ntype Store interface {\n\tkv.Reader\n\t//backoff:retry 3\n\tFetch() error\n}\n",
		"import line": "package store\n\n//backoff:import kv \"example.com/a/store\"\n\ntype Store interface {\n\t//backoff:retry 3 errors=kv.ErrBusy\n\tFetch() error\n}\n",
		"a variable":  "package store\n\nimport \"example.com/a/kv\"\n\nvar limit = kv.New(3)\n\nvar _ = limit\n\ntype Store interface {\n\t//backoff:retry 3\n\tFetch() error\n}\n",
	} {
		a := p.Check(source)
		if len(a.Diagnostics) > 0 || a.Generated == "" || len(a.Notes) == 0 || !strings.HasSuffix(a.Notes[0], " is not at hand here: whatever is named of it is taken to exist") {
			t.Errorf("%s: %+v\n%s", name, a.Diagnostics, a.Notes)
		}
	}
	if a := p.Check(store("", "retry 3 errors=@nosuchclient", "Fetch(ctx context.Context) error")); len(a.Diagnostics) != 1 {
		t.Errorf("a client that nobody knows: %+v", a.Diagnostics)
	}
}

// A shared policy that stands beside the interface is known.
func TestSharedPolicies(t *testing.T) {
	p := newPlayground(t)
	a := p.Check("package store\n\nimport backoff \"" + runtimePath + "\"\n\nvar slow = backoff.Policy{MaxTries: 7}\n\nfunc other() backoff.Policy { return slow }\n\ntype Store interface {\n\t//backoff:use slow\n\tFetch() error\n\t//backoff:use other\n\tFind() error\n}\n")
	if len(a.Diagnostics) > 0 || !slices.Equal(a.Methods, []string{"Store.Fetch"}) || !strings.Contains(a.Explanation, "at most 7 attempts") {
		t.Errorf("%+v", a)
	}
}

// An outage is simulated with what the sliders say.
func TestOutages(t *testing.T) {
	p := newPlayground(t)
	p.Check(store("", "retry 4 attempt_timeout=1s pause=100ms multiplier=2", "Fetch(ctx context.Context) error"))
	storm := Outage{Method: "Store.Fetch", Headroom: 1.5, Latency: 50, Length: 5, Kind: "slow"}
	bad := p.Simulate(storm)
	if bad.Error != "" || !strings.Contains(bad.Verdict, "does not recover") || strings.Count(bad.Page, "<svg ") < 9 {
		t.Errorf("%q %q", bad.Verdict, bad.Error)
	}
	storm.Budget = 0.2
	if good := p.Simulate(storm); !strings.HasPrefix(good.Verdict, "recovers") {
		t.Errorf("with a budget %q %q", good.Verdict, good.Error)
	}
	storm.Length = 0
	if calm := p.Simulate(storm); !strings.Contains(calm.Verdict, "without an outage") {
		t.Errorf("without an outage %q %q", calm.Verdict, calm.Error)
	}
	for _, wrong := range []Outage{{Method: "Store.None", Headroom: 2, Latency: 5}, {Method: "Store.Fetch"}, {Method: "Store.Fetch", Headroom: 2, Latency: 5, Length: 3, Kind: "strange"}} {
		if got := p.Simulate(wrong); got.Error == "" {
			t.Errorf("%+v is simulated", wrong)
		}
	}
}

// A policy that begins attempts without end does not keep the browser busy for ever.
func TestASimulationHasAnEnd(t *testing.T) {
	p := newPlayground(t)
	p.longest = 100 * time.Millisecond
	p.Check(store("", "retry none attempt_timeout=1us", "Fetch(ctx context.Context) error"))
	begun := time.Now()
	s := p.Simulate(Outage{Method: "Store.Fetch", Headroom: 2, Latency: 50, Length: 5, Kind: "hang"})
	if s.Error != "" || !strings.Contains(s.Verdict, "interrupted after ") {
		t.Errorf("%q %q", s.Verdict, s.Error)
	}
	t.Logf("it took %v", time.Since(begun))
}

// Whatever is typed gets an answer that shows the same text.
func FuzzCheck(f *testing.F) {
	files, err := filepath.Glob(examples + "/*.go.txt")
	if err != nil || len(files) == 0 {
		f.Fatalf("no examples: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(store("\tkv \"example.com/a/store\"\n", "retry 3 errors=kv.ErrBusy,*kv.Failure", "Fetch(ctx context.Context, k kv.Key[int]) error"))
	p := newPlayground(f)
	f.Fuzz(func(t *testing.T, source string) {
		a := p.Check(source)
		if got := text(a.Source); strings.ToValidUTF8(strings.ReplaceAll(source, "\x00", ""), "") == source && got != source {
			t.Errorf("%q is shown as %q", source, got)
		}
		for _, d := range a.Diagnostics {
			if d.From > d.To || d.Message == "" {
				t.Errorf("%+v", d)
			}
		}
	})
}
