package directive_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// read parses src and reads its annotations.
func read(t testing.TB, src string) (*directive.File, []diag.Diagnostic, *token.FileSet) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("the test's source does not parse: %v", err)
	}
	out, ds := directive.Read(fset, file, []byte(src))
	return out, ds, fset
}

// lines returns ds as "line:column-endcolumn code: message (hint)".
func lines(ds []diag.Diagnostic) []string {
	var all []string
	for _, d := range ds {
		_, text, _ := strings.Cut(d.String(), ": ")
		all = append(all, fmt.Sprintf("%d:%d-%d %s: %s", d.Pos.Line, d.Pos.Column, d.End.Column, d.Code, text))
	}
	return all
}

// onMethod returns a file with the comment on a method, in line 4 from column 2 on.
func onMethod(comment string) string {
	return "package p\n\ntype S interface {\n\t" + comment + "\n\tM() error\n}\n"
}

// policyOf returns the annotation on the only method of src, which must be without fault.
func policyOf(t *testing.T, src string) (*directive.Policy, *token.FileSet) {
	t.Helper()
	file, ds, fset := read(t, src)
	if len(ds) > 0 {
		t.Fatalf("unexpected diagnostics: %q", lines(ds))
	}
	if len(file.Interfaces) != 1 || len(file.Interfaces[0].Members) != 1 {
		t.Fatalf("want one annotated method, got %+v", file.Interfaces)
	}
	return file.Interfaces[0].Members[0].Policies[0], fset
}

// describe returns what p says, each value with the text of the file that its positions enclose.
func describe(p *directive.Policy, src string, fset *token.FileSet) []string {
	cut := func(from, to token.Pos) string {
		return src[fset.Position(from).Offset:fset.Position(to).Offset]
	}
	var all []string
	add := func(name string, key token.Pos, value string, from, to token.Pos) {
		notation := "positional"
		if key.IsValid() {
			notation = "at " + cut(key, key+3)
		}
		all = append(all, fmt.Sprintf("%s %s, %s, written %s", name, value, notation, cut(from, to)))
	}
	for _, k := range keys.All() {
		if v := p.Value(k.Name); k.IsData() && v.Given() {
			add(k.Name, v.KeyPos, fmt.Sprintf("%v none=%v", v.Data, v.IsNone()), v.Pos, v.End)
		}
	}
	var exprs []directive.Expr
	for _, e := range p.Errors {
		if e.Not.IsValid() {
			add("not", e.KeyPos, e.Text, e.Not, e.End)
			continue
		}
		exprs = append(exprs, e.Expr)
	}
	for _, k := range keys.All() {
		if !k.IsData() {
			exprs = append(exprs, p.Value(k.Name).Expr)
		}
	}
	for _, e := range append(exprs, p.Use) {
		if e.Text != "" {
			add("expr", e.KeyPos, e.Text, e.Pos, e.End)
		}
	}
	return all
}

func TestPolicyValues(t *testing.T) {
	for _, tc := range []struct {
		comment string
		want    []string
	}{
		{`//backoff:policy 100ms 1s 10ms ErrA,*net.OpError io.EOF`, []string{
			"attempt_timeout 100ms none=false, positional, written 100ms",
			"deadline 1s none=false, positional, written 1s",
			"pause 10ms none=false, positional, written 10ms",
			"expr ErrA, positional, written ErrA",
			"expr *net.OpError, positional, written *net.OpError",
			"expr io.EOF, positional, written io.EOF",
		}},
		{`//backoff:policy none 1s none`, []string{
			"attempt_timeout 0s none=true, positional, written none",
			"deadline 1s none=false, positional, written 1s",
			"pause 0s none=true, positional, written none",
		}},
		{`//backoff:policy 100ms deadline=1s pause=0 max_tries=none giveup=isFatal exceptions=ErrA`, []string{
			"attempt_timeout 100ms none=false, positional, written 100ms",
			"deadline 1s none=false, at dea, written 1s",
			"pause 0s none=false, at pau, written 0",
			"max_tries 0 none=true, at max, written none",
			"expr ErrA, at exc, written ErrA",
			"expr isFatal, at giv, written isFatal",
		}},
		{`//backoff:policy deadline=1s max_tries=1`, []string{
			"deadline 1s none=false, at dea, written 1s",
			"max_tries 1 none=false, at max, written 1",
		}},
		{`//backoff:retry 5`, []string{"max_tries 5 none=false, positional, written 5"}},
		{`//backoff:retry none`, []string{"max_tries 0 none=true, positional, written none"}},
		{`//backoff:retry 3 exceptions=ErrA pause=1s deadline="1m"`, []string{
			"deadline 1m0s none=false, at dea, written 1m",
			"pause 1s none=false, at pau, written 1s",
			"max_tries 3 none=false, positional, written 3",
			"expr ErrA, at exc, written ErrA",
		}},
		{`//backoff:use Slow`, []string{"expr Slow, positional, written Slow"}},
		{`//backoff:use pkg.Slow`, []string{"expr pkg.Slow, positional, written pkg.Slow"}},
		{`//backoff:off`, nil},

		// quotes
		{`//backoff:retry 2 "giveup=err == io.EOF"`, []string{
			"max_tries 2 none=false, positional, written 2", "expr err == io.EOF, at giv, written err == io.EOF"}},
		{`//backoff:retry 2 giveup="err == io.EOF"`, []string{
			"max_tries 2 none=false, positional, written 2", "expr err == io.EOF, at giv, written err == io.EOF"}},
		{"//backoff:retry 2 giveup=`err.Error() == \"a\\n\"` deadline=1s", []string{
			"deadline 1s none=false, at dea, written 1s", "max_tries 2 none=false, positional, written 2",
			`expr err.Error() == "a\n", at giv, written err.Error() == "a\n"`}},
		{`//backoff:retry 2 giveup="err.Error() == \"a\""`, []string{
			"max_tries 2 none=false, positional, written 2",
			`expr err.Error() == "a", at giv, written err.Error() == \"a\"`}},
		{`//backoff:retry 2 giveup=strings.Contains(err.Error(),"not found")`, []string{
			"max_tries 2 none=false, positional, written 2",
			`expr strings.Contains(err.Error(),"not found"), at giv, written strings.Contains(err.Error(),"not found")`}},
		{`//backoff:retry 2 giveup=is(err,'"')`, []string{
			"max_tries 2 none=false, positional, written 2", `expr is(err,'"'), at giv, written is(err,'"')`}},
		{`//backoff:retry 2 giveup="s(err)[0] == '('"`, []string{
			"max_tries 2 none=false, positional, written 2", "expr s(err)[0] == '(', at giv, written s(err)[0] == '('"}},
		{`//backoff:retry 2 giveup=err==io.EOF`, []string{
			"max_tries 2 none=false, positional, written 2", "expr err==io.EOF, at giv, written err==io.EOF"}},

		// lists
		{`//backoff:policy errors=*pkg.Err[K,V],io.EOF`, []string{
			"expr *pkg.Err[K,V], at err, written *pkg.Err[K,V]", "expr io.EOF, at err, written io.EOF"}},
		{`//backoff:policy errors="ErrA, *pkg.Err[K, V] ,ErrB"`, []string{
			"expr ErrA, at err, written ErrA", "expr *pkg.Err[K, V], at err, written *pkg.Err[K, V]", "expr ErrB, at err, written ErrB"}},
		{"//backoff:policy errors=ErrA,\"*pkg.Err[K, V]\",`is(\",\")`,ErrB", []string{
			"expr ErrA, at err, written ErrA", "expr *pkg.Err[K, V], at err, written *pkg.Err[K, V]",
			`expr is(","), at err, written is(",")`, "expr ErrB, at err, written ErrB"}},
		{`//backoff:policy none none none "ErrA, ErrB" ErrC`, []string{
			"attempt_timeout 0s none=true, positional, written none", "deadline 0s none=true, positional, written none",
			"pause 0s none=true, positional, written none",
			"expr ErrA, positional, written ErrA", "expr ErrB, positional, written ErrB", "expr ErrC, positional, written ErrC"}},
		{`//backoff:policy errors="*net.OpError, ErrA, !ErrB,! is[K, V] "`, []string{
			"not ErrB, at err, written !ErrB", "not is[K, V], at err, written ! is[K, V]",
			"expr *net.OpError, at err, written *net.OpError", "expr ErrA, at err, written ErrA"}},
		{`//backoff:policy none none none ErrA !ErrB`, []string{
			"attempt_timeout 0s none=true, positional, written none", "deadline 0s none=true, positional, written none",
			"pause 0s none=true, positional, written none",
			"not ErrB, positional, written !ErrB", "expr ErrA, positional, written ErrA"}},
		{`//backoff:policy errors=interface{Timeout()bool}`, []string{
			"expr interface{Timeout()bool}, at err, written interface{Timeout()bool}"}},

		// spaces
		{"//backoff:retry\t3 \t pause=1s  ", []string{
			"pause 1s none=false, at pau, written 1s", "max_tries 3 none=false, positional, written 3"}},
	} {
		t.Run(tc.comment, func(t *testing.T) {
			src := onMethod(tc.comment)
			p, fset := policyOf(t, src)
			if d := cmp.Diff(tc.want, describe(p, src, fset)); d != "" {
				t.Errorf("values (-want +got):\n%s", d)
			}
			if want := strings.TrimSpace(tc.comment[2:]); p.Text != want {
				t.Errorf("Text = %q, want %q", p.Text, want)
			}
			if got := fset.Position(p.End).Column - fset.Position(p.Pos).Column; got != len(p.Text)+2 {
				t.Errorf("the directive is %d bytes wide, want %d", got, len(p.Text)+2)
			}
			if p.Broken {
				t.Error("Broken without a diagnostic")
			}
		})
	}
}

// A with directive goes on with the line above it: its keys are as if they were written there, in their own places.
// Rule 1.11.
func TestWithGoesOn(t *testing.T) {
	for _, tc := range []struct {
		comment, text string
		want          []string
	}{
		{"//backoff:policy 100ms errors=ErrA\n\t//backoff:with deadline=1s\n\t// In between is prose.\n\t//backoff:with \t max_tries=3  giveup=\"a b\" ",
			"backoff:policy 100ms errors=ErrA deadline=1s max_tries=3  giveup=\"a b\"", []string{
				"attempt_timeout 100ms none=false, positional, written 100ms",
				"deadline 1s none=false, at dea, written 1s",
				"max_tries 3 none=false, at max, written 3",
				"expr ErrA, at err, written ErrA",
				"expr a b, at giv, written a b",
			}},
		{"//backoff:retry 5\r\n\t//backoff:with errors=\"ErrA, ErrB\"\r", `backoff:retry 5 errors="ErrA, ErrB"`, []string{
			"max_tries 5 none=false, positional, written 5",
			"expr ErrA, at err, written ErrA",
			"expr ErrB, at err, written ErrB",
		}},
	} {
		t.Run(tc.comment, func(t *testing.T) {
			src := onMethod(tc.comment)
			p, fset := policyOf(t, src)
			if d := cmp.Diff(tc.want, describe(p, src, fset)); d != "" {
				t.Errorf("values (-want +got):\n%s", d)
			}
			if p.Text != tc.text {
				t.Errorf("Text = %q, want %q", p.Text, tc.text)
			}
		})
	}
}

// A position in a decoded value is found in the file, also after escapes.
func TestExprAt(t *testing.T) {
	const value = `err.Error() == "\u00e9" && x`
	comment := `//backoff:retry 2 giveup="err.Error() == \"\\u00e9\" && x"`
	src := onMethod(comment)
	p, fset := policyOf(t, src)
	giveup := p.Value(keys.Giveup)
	if giveup.Text != value {
		t.Fatalf("Text = %q, want %q", giveup.Text, value)
	}
	for _, part := range []string{"err", "Error", "==", "&&", "x"} {
		at := strings.LastIndex(value, part)
		offset := fset.Position(giveup.At(at)).Offset
		if !strings.HasPrefix(src[offset:], part) {
			t.Errorf("%s of the value is said to be at %q", part, src[offset:])
		}
	}
	if giveup.At(len(value)) != giveup.End || giveup.At(len(value)+5) != giveup.End {
		t.Error("an offset after the value is not its end")
	}
}

func TestBrokenPolicyKeepsWhatIsGood(t *testing.T) {
	file, ds, _ := read(t, onMethod("//backoff:policy deadline=x errors=ErrA"))
	if len(ds) != 1 {
		t.Fatalf("want one diagnostic, got %q", lines(ds))
	}
	p := file.Interfaces[0].Members[0].Policies[0]
	if !p.Broken || p.Value(keys.Deadline).Given() || len(p.Errors) != 1 {
		t.Errorf("got %+v, want it broken, without a deadline and with one error", p)
	}
}
