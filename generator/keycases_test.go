package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A keyCase is a package with one method whose annotation has a key, beside the same without it.
type keyCase struct {
	keys.Key
	value string // as written
	text  string // as the table writes it; of code as it is written

	annotated, without *plan.Package
	source             []byte // what is generated for annotated
}

// samples are values of those keys that are code, or of the generated method's business, by name. What is data needs none.
var samples = map[string]string{
	keys.Errors: "ErrSample", keys.Giveup: "isSample", keys.RetryResult: "isResult", keys.PauseFrom: "pauseOf", keys.Fallback: "instead",
	keys.Idempotent: "no", keys.Guard: "limit", keys.Budget: "retries", keys.Lifetime: "result", keys.Replay: "always",
	keys.BeforeRetry: "prepare", keys.MapError: "mapped",
}

// keyCases writes a module with two packages for each key and resolves it.
func keyCases(t *testing.T) (dir string, cases []*keyCase) {
	t.Helper()
	files := map[string]string{}
	for _, k := range keys.All() {
		c := &keyCase{Key: k, value: sampleOf(t, k)}
		c.text = c.value
		if c.value == "" {
			continue
		}
		if k.IsData() {
			value, wrong := k.Parse(c.value)
			if wrong != nil {
				t.Errorf("the table of keys: %s %v", k.Name, wrong)
				continue
			}
			c.text = k.Format(value)
		}
		var others []string
		for _, other := range []string{"deadline=1h", "pause=1s", "errors=ErrSample"} {
			if !strings.HasPrefix(other, k.Name+"=") {
				others = append(others, other)
			}
		}
		files[k.Name+"/with/store.go"] = keySource(k, append(others, k.Name+"="+c.value))
		files[k.Name+"/bare/store.go"] = keySource(k, others)
		cases = append(cases, c)
	}
	dir = module(t, files)
	keyModule(t, dir)
	cfg := Config{Dir: dir, Env: offline(), Patterns: []string{"./..."}}
	folders, err := cfg.loadAll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plans := map[string]*plan.Package{}
	for _, folder := range folders {
		found, ds := resolveFolder(folder)
		for _, d := range ds {
			if d.Severity == diag.Error {
				t.Errorf("%s: %v", partOf(d), d)
			}
		}
		for _, p := range found {
			plans[strings.TrimPrefix(p.Path, "example.com/m/")] = p
		}
	}
	return dir, slices.DeleteFunc(cases, func(c *keyCase) bool {
		c.annotated, c.without = plans[c.Name+"/with"], plans[c.Name+"/bare"]
		if c.annotated == nil || c.without == nil {
			return true // reported above
		}
		c.source, err = emit.New(c.annotated).File(c.annotated.Files[0])
		if err != nil {
			t.Errorf("emit: %s: %v", c.Name, err)
		}
		return err != nil
	})
}

// partOf returns the part whose finding d is.
func partOf(d diag.Diagnostic) string {
	if slices.ContainsFunc(diag.TextRules(), func(r diag.Rule) bool { return r.Code == d.Code }) {
		return "directive"
	}
	return "resolve"
}

// sampleOf returns a value of k that is not its default.
func sampleOf(t *testing.T, k keys.Key) string {
	t.Helper()
	if value := samples[k.Name]; value != "" {
		return value
	}
	switch k.Kind {
	case keys.KindDuration, keys.KindLimit:
		return "7s"
	case keys.KindCount:
		return "7"
	case keys.KindNumber:
		return "1.75"
	case keys.KindJitter:
		return "0.75"
	case keys.KindChoice:
		return k.Choices[1]
	}
	t.Errorf("this test: it has no sample of %s, which is code", k.Name)
	return ""
}

// keySource is a package with an interface of one method, under a policy of these arguments.
func keySource(k keys.Key, args []string) string {
	param := "name string"
	if k.Name == keys.Replay { // which is about what an attempt consumes
		param = "name io.Reader"
	}
	return fmt.Sprintf(`package store

import (
	"context"
	"errors"
	"io"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

var limit = backoff.NewLimit(3)

var ErrSample = errors.New("sample")

type budget struct{}

func (budget) Began()      {}
func (budget) Succeeded()  {}
func (budget) Failed()     {}
func (budget) Retry() bool { return true }

var retries budget

func isSample(err error) bool { return err == io.EOF }

func isResult(result string) bool { return result == "" }

func pauseOf(err error) (time.Duration, bool) { return 0, false }

func instead(ctx context.Context, name string, err error) (string, error) { return name, err }
func prepare(ctx context.Context, err error) error                        { return err }
func mapped(err error) error                                              { return err }

type Store interface {
	//backoff:policy %s
	Fetch(ctx context.Context, %s) (string, error)
}
`, strings.Join(args, " "), param)
}

// keyModule gives the module in dir the runtime of this repository.
func keyModule(t *testing.T, dir string) {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	_, requirements, _ := strings.Cut(string(text), "\n")
	requirements, _, _ = strings.Cut(requirements, "\ntool ")
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	mod := fmt.Sprintf("module example.com/m\n%s\n\nrequire %[2]s v0.0.0\n\nreplace %[2]s => %[3]q\n", requirements, modulePath, root)
	for name, data := range map[string][]byte{"go.mod": []byte(mod), "go.sum": sums} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
