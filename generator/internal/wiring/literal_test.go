package wiring_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/wiring"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// check type-checks a file whose runtime is a stand-in for package backoff.
func check(t *testing.T, source string) *wiring.Code {
	t.Helper()
	fset := token.NewFileSet()
	parse := func(name, text string) *ast.File {
		f, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	const path = "github.com/backoffgen/backoffgen/runtime"
	standIn, err := (&types.Config{Importer: importer.Default()}).Check(path, fset, []*ast.File{parse("runtime.go", runtime)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	code := &wiring.Code{Fset: fset, Files: []*ast.File{parse("code.go", header+source)}, Info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Instances: map[*ast.Ident]types.Instance{},
	}}
	imports := importerFunc(func(p string) (*types.Package, error) {
		if p == path {
			return standIn, nil
		}
		return importer.Default().Import(p)
	})
	if code.Pkg, err = (&types.Config{Importer: imports}).Check("example.com/m", fset, code.Files, code.Info); err != nil {
		t.Fatal(err)
	}
	return code
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

const (
	header = `package m

import backoff "github.com/backoffgen/backoffgen/runtime"

var busy error

var _ = backoff.Any

func retried(err error) bool { return err != nil }

func number() int { return 3 }

`
	runtime = `package backoff

type Matcher struct{}
type Budget interface{ Retry() bool }
type Case struct {
	Errors   []Matcher
	Pause    int64
	MaxTries int
	Jitter   string
}
type Policy struct {
	MaxTries   int
	Pause      int64
	Multiplier float64
	Jitter     string
	Disabled   bool
	Errors     []Matcher
	Giveup     func(error) bool
	PauseFrom  func(error) (int64, bool)
	Random     func() float64
	Budget     Budget
	Cases      []Case
}

var Any Matcher

func Is(error) Matcher                    { return Matcher{} }
func As[T any]() Matcher                  { return Matcher{} }
func MatchFunc(func(error) bool) Matcher  { return Matcher{} }
func Except(Matcher) Matcher              { return Matcher{} }
func Must[T any](v T, err error) T        { return v }
func NewThrottle(int, float64) (Budget, error)  { return nil, nil }
func NewRetryRatio(float64, int) (Budget, error) { return nil, nil }
func NewRetryQuota(int, func(error) bool) (Budget, error) { return nil, nil }
func NewLimit(int) int                    { return 0 }
func NewWaitingLimit(int) int             { return 0 }
`
)

// TestPolicyLiteral: what a shared policy is declared to be is known where all its values are, and nothing is guessed else. Rule 2.14.
func TestPolicyLiteral(t *testing.T) {
	for name, test := range map[string]struct {
		source string
		want   *backoff.Policy
		errors []plan.MatcherKind
	}{
		"numbers": {
			source: `var P = backoff.Policy{MaxTries: 1 + 2, Pause: 1e9, Multiplier: 2, Jitter: "full", Disabled: true, Giveup: nil, Random: func() float64 { return 0 }}`,
			want:   &backoff.Policy{MaxTries: 3, Pause: time.Second, Multiplier: 2, Jitter: backoff.JitterFull, Disabled: true},
		},
		"a pointer, in parentheses": {source: `var P = (&backoff.Policy{MaxTries: 3})`, want: &backoff.Policy{MaxTries: 3}},
		"with its type":             {source: `var P backoff.Policy = backoff.Policy{MaxTries: 3}`, want: &backoff.Policy{MaxTries: 3}},
		"one of several":            {source: `var Q, P = 1, backoff.Policy{MaxTries: 3}`, want: &backoff.Policy{MaxTries: 3}},
		"a function":                {source: `func P() *backoff.Policy { return &backoff.Policy{MaxTries: 3} }`, want: &backoff.Policy{MaxTries: 3}},
		"errors": {
			source: `var P = backoff.Policy{Errors: []backoff.Matcher{backoff.Is(busy), backoff.As[error](), backoff.MatchFunc(retried), backoff.Any, backoff.Except(backoff.Is(busy))}}`,
			want:   &backoff.Policy{}, errors: []plan.MatcherKind{plan.MatchIs, plan.MatchAs, plan.MatchFunc, plan.MatchAny, plan.MatchIs},
		},

		"of a call":                   {source: `var P = backoff.Policy{MaxTries: number()}`},
		"without names":               {source: `var P = backoff.Case{nil, 0, 3, ""}`},
		"a positional literal":        {source: `var P = backoff.Policy{3, 0, 0, "", false, nil, nil, nil, nil, nil, nil}`},
		"errors of a variable":        {source: `var list []backoff.Matcher; var P = backoff.Policy{Errors: list}`},
		"a matcher of a function":     {source: `func m() backoff.Matcher { return backoff.Any }; var P = backoff.Policy{Errors: []backoff.Matcher{m()}}`},
		"a matcher of a variable":     {source: `var m = backoff.Any; var P = backoff.Policy{Errors: []backoff.Matcher{m}}`},
		"an excepted one of those":    {source: `var m = backoff.Any; var P = backoff.Policy{Errors: []backoff.Matcher{backoff.Except(m)}}`},
		"a case of a call":            {source: `var P = backoff.Policy{Cases: []backoff.Case{{MaxTries: number()}}}`},
		"cases of a variable":         {source: `var list []backoff.Case; var P = backoff.Policy{Cases: list}`},
		"set later":                   {source: `var P backoff.Policy; func init() { P = backoff.Policy{MaxTries: 3} }`},
		"another type":                {source: `type Policy struct{ MaxTries int }; var P = Policy{MaxTries: 3}`},
		"a function of more":          {source: `func P() backoff.Policy { n := 3; return backoff.Policy{MaxTries: n} }`},
		"a function of no statements": {source: `func P() backoff.Policy { panic("none") }`},
		"a copy":                      {source: `var Q = backoff.Policy{MaxTries: 3}; var P = Q`},
		"nothing of that name":        {source: ``},
	} {
		t.Run(name, func(t *testing.T) {
			got := check(t, test.source).Policy("P")
			if test.want == nil {
				if got != nil {
					t.Fatalf("it is %+v, want nothing", got)
				}
				return
			}
			if got == nil {
				t.Fatal("it is not known")
			}
			if got.Values.String() != test.want.String() || got.Values.Disabled != test.want.Disabled {
				t.Errorf("it is %v, want %v", got.Values, *test.want)
			}
			var kinds []plan.MatcherKind
			for _, m := range got.Errors {
				kinds = append(kinds, m.Kind)
			}
			if diff := cmp.Diff(test.errors, kinds); diff != "" {
				t.Errorf("its errors (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCasesLiteral: a shared policy's cases are known as well, with their own errors. Rule 2.14.
func TestCasesLiteral(t *testing.T) {
	got := check(t, `var P = backoff.Policy{Pause: 5, Cases: []backoff.Case{{Errors: []backoff.Matcher{backoff.Is(busy)}, Pause: 7, MaxTries: 2, Jitter: "none"}}}`).Policy("P")
	if got == nil || len(got.Cases) != 1 {
		t.Fatalf("it is %+v, want one case", got)
	}
	c := got.Cases[0]
	if c.Values.Pause != 7 || c.Values.MaxTries != 2 || c.Values.Jitter != "none" || len(c.Errors) != 1 || c.Errors[0].Object.Name() != "busy" {
		t.Errorf("its case is %+v", c)
	}
}

// TestWords: what budgets and guards are declared with is said in words where package backoff makes them. Rule 2.14.
func TestWords(t *testing.T) {
	code := check(t, `
type own struct{}
func (own) Retry() bool { return false }

const tokens = 40

var (
	throttle = backoff.Must(backoff.NewThrottle(tokens, 0.1))
	ratio    = backoff.Must(backoff.NewRetryRatio(0.2, number()))
	quota    = backoff.Must(backoff.NewRetryQuota(500, nil))
	limit    = backoff.NewLimit(3)
	waiting  = backoff.NewWaitingLimit(4)
	other    = own{}
	none     backoff.Budget
)
`)
	want := map[string]string{
		"throttle": "backoff.Must(backoff.NewThrottle(tokens, 0.1)): 40 tokens at most; a failed attempt takes one, a success gives 0.1 back; retries while there are more than half",
		"ratio":    "backoff.Must(backoff.NewRetryRatio(0.2, number())): retries are at most 0.2 of the calls of the last ten seconds, and number() a second more",
		"quota":    "backoff.Must(backoff.NewRetryQuota(500, nil)): 500 tokens at most; a retry takes 14, or 5 where the server throttled, and gives them back where it succeeds",
		"limit":    "backoff.NewLimit(3): at most 3 attempts at the same time, the others refused",
		"waiting":  "backoff.NewWaitingLimit(4): at most 4 attempts at the same time, the others wait",
		"other":    "own{}",
		"none":     "",
	}
	got := map[string]string{}
	for name := range want {
		got[name] = code.Words(name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words of declarations (-want +got):\n%s", diff)
	}
}
