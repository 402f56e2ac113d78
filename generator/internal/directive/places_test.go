package directive_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// summary says which places of f are annotated: "S policy; S.M retry".
func summary(f *directive.File) string {
	var all []string
	for _, i := range f.Interfaces {
		if i.Decorator != nil {
			all = append(all, i.Spec.Name.Name+" decorator "+i.Decorator.Name.Text+" "+i.Decorator.Constructor.Text)
		}
		line := func(of string, p *directive.Policy) {
			text := of + " " + string(p.Verb)
			if p.Methods.Given {
				text += " of " + p.Methods.String()
			}
			all = append(all, text)
		}
		for _, p := range i.Policies {
			line(i.Spec.Name.Name, p)
		}
		for _, m := range i.Members {
			name := "embedded"
			if len(m.Field.Names) > 0 {
				name = m.Field.Names[0].Name
			}
			for _, p := range m.Policies {
				line(i.Spec.Name.Name+"."+name, p)
			}
		}
	}
	return strings.Join(all, "; ")
}

func TestWhereAnnotationsStand(t *testing.T) {
	for _, tc := range []struct{ name, src, want string }{
		{"interface", "//backoff:retry 2\ntype S interface { M() }", "S retry"},
		{"under prose", "// S stores.\n//\n//backoff:retry 2\ntype S interface { M() }", "S retry"},
		{"above prose", "//backoff:retry 2\n// S stores.\ntype S interface { M() }", "S retry"},
		{"in a group", "type (\n\t//backoff:retry 2\n\tS interface { M() }\n\n\t//backoff:use X\n\tT interface { M() }\n)", "S retry; T use"},
		{"on a group of one", "//backoff:retry 2\ntype (\n\tS interface { M() }\n)", "S retry"},
		{"on a group of one, in two comments", "//backoff:retry 2\ntype (\n\t//backoff:decorator name=X\n\tS interface { M() }\n)", "S decorator X ; S retry"},
		{"in parentheses", "//backoff:retry 2\ntype S (interface {\n\t//backoff:off\n\tM()\n})", "S retry; S.M off"},
		{"generic", "//backoff:retry 2\ntype S[T any] interface { M(T) }", "S retry"},
		{"alias", "//backoff:retry 2\ntype S = io.Reader", "S retry"},
		{"defined by a name", "//backoff:retry 2\ntype S Other", "S retry"},
		{"instance", "//backoff:retry 2\ntype S Other[int]", "S retry"},
		{"literal of an alias", "type S = interface {\n\t//backoff:retry 2\n\tM()\n}", "S.M retry"},
		{"methods", "type S interface {\n\t//backoff:retry 2\n\tM()\n\n\t// N is fast.\n\t//\n\t//backoff:off\n\tN()\n\tO()\n}", "S.M retry; S.N off"},
		{"embedded lines", `type S interface {
	//backoff:retry 2
	T
	//backoff:retry 3
	io.Reader
	//backoff:use X
	G[int]
	//backoff:off
	(U)
	//backoff:retry 4
	interface{ M() }
	io.Closer //nolint:x
	//backoff:retry 5
	(V)
}`, "S.embedded retry; S.embedded retry; S.embedded use; S.embedded off; S.embedded retry; S.embedded retry"},
		{"above a trailing comment's line", "type S interface {\n\tL() // slow\n\t//backoff:retry 2\n\tM() // fast\n}", "S.M retry"},
		{"decorator", "//backoff:decorator name=X constructor=NewX\ntype S interface { M() }", "S decorator X NewX"},
		{"decorator, and more of it", "//backoff:decorator name=X\n//backoff:with constructor=NewX\ntype S interface { M() }", "S decorator X NewX"},
		{"decorator and policy", "//backoff:decorator constructor=N\n//backoff:retry 2\ntype S interface { M() }", "S decorator  N; S retry"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			file, ds, _ := read(t, "package p\n\n"+tc.src+"\n")
			if len(ds) > 0 {
				t.Errorf("unexpected diagnostics: %q", lines(ds))
			}
			if got := summary(file); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

// placeCases are files with annotations in wrong places. The source starts in line 3.
var placeCases = []struct {
	name, src string
	want      []string
}{
	{"struct", "//backoff:retry 2\ntype S struct{}", []string{"3:1-18 misplaced-annotation: backoff:retry does nothing here: S is a struct"}},
	{"map", "//backoff:off\ntype S map[int]int", []string{"3:1-14 misplaced-annotation: backoff:off does nothing here: S is a map"}},
	{"func type", "//backoff:retry 2\ntype S func()", []string{"3:1-18 misplaced-annotation: backoff:retry does nothing here: S is a function type"}},
	{"channel", "//backoff:retry 2\ntype S chan int", []string{"3:1-18 misplaced-annotation: backoff:retry does nothing here: S is a channel"}},
	{"slice", "//backoff:retry 2\ntype S []int", []string{"3:1-18 misplaced-annotation: backoff:retry does nothing here: S is a slice"}},
	{"array", "//backoff:retry 2\ntype S [2]int", []string{"3:1-18 misplaced-annotation: backoff:retry does nothing here: S is an array"}},
	{"pointer", "//backoff:retry 2\ntype S *int", []string{"3:1-18 misplaced-annotation: backoff:retry does nothing here: S is a pointer"}},
	{"without methods", "//backoff:retry 2\ntype S interface{}", []string{
		"3:1-18 misplaced-annotation: backoff:retry does nothing here: S is an interface without methods"}},
	{"type set", "type S interface {\n\t//backoff:retry 2\n\t~int | string\n\tM()\n}", []string{
		"4:2-19 misplaced-annotation: backoff:retry does nothing here: a type set has no methods"}},
	{"function", "//backoff:retry 2\nfunc f() {}", []string{"3:1-18 misplaced-annotation: backoff:retry does nothing here: it is on a function" + belongs}},
	{"method of a type", "//backoff:retry 2\nfunc (s S) f() {}", []string{"3:1-18 misplaced-annotation: backoff:retry does nothing here: it is on a function" + belongs}},
	{"body", "func f() {\n\t//backoff:retry 2\n}", []string{"4:2-19 misplaced-annotation: backoff:retry does nothing here: it is inside a function" + belongs}},
	{"local type", "func f() {\n\t//backoff:retry 2\n\ttype S interface { M() }\n\tvar _ S\n}", []string{
		"4:2-19 misplaced-annotation: backoff:retry does nothing here: it is inside a function" + belongs}},
	{"function literal", "var f = func() {\n\t//backoff:off\n}", []string{
		"4:2-15 misplaced-annotation: backoff:off does nothing here: it is inside a function (it belongs in the doc comment of an interface type, of one of its methods or of an embedded interface)"}},
	{"variable", "//backoff:retry 2\nvar x int //backoff:retry 3", []string{
		"3:1-18 misplaced-annotation: backoff:retry does nothing here: it is on a variable or constant" + belongs,
		"4:11-28 misplaced-annotation: backoff:retry does nothing here: it follows a variable or constant" + belongs}},
	{"import", "//backoff:retry 2\nimport \"io\"", []string{"3:1-18 misplaced-annotation: backoff:retry does nothing here: it is on an import" + belongs}},
	{"group of types", "//backoff:retry 2\ntype (\n\tS interface { M() }\n\tT interface { M() }\n)", []string{
		"3:1-18 misplaced-annotation: backoff:retry does nothing here: it is on a group of types; put it on one of them" + belongs}},
	{"field", "type S struct {\n\t//backoff:retry 2\n\tx int //backoff:retry 3\n}", []string{
		"4:2-19 misplaced-annotation: backoff:retry does nothing here: it is inside a type that is not a package-level interface" + belongs,
		"5:8-25 misplaced-annotation: backoff:retry does nothing here: it is inside a type that is not a package-level interface" + belongs}},
	{"interface inside a type", "type S struct {\n\tx interface {\n\t\t//backoff:retry 2\n\t\tM()\n\t}\n}", []string{
		"5:3-20 misplaced-annotation: backoff:retry does nothing here: it is inside a type that is not a package-level interface" + belongs}},
	{"embedded literal's method", "type S interface {\n\tinterface {\n\t\t//backoff:retry 2\n\t\tM()\n\t}\n}", []string{
		"5:3-20 misplaced-annotation: backoff:retry does nothing here: it is inside a type that is not a package-level interface" + belongs}},
	{"detached", "//backoff:retry 2\n\ntype S interface { M() }\n\n//backoff:off", []string{
		"3:1-18 misplaced-annotation: backoff:retry does nothing here: " + nothingBelow + belongs,
		"7:1-14 misplaced-annotation: backoff:off does nothing here: " + nothingBelow + " (it belongs in the doc comment of an interface type, of one of its methods or of an embedded interface)"}},
	{"detached inside", "type S interface { //backoff:retry 2\n\t//backoff:retry 3\n\n\tM()\n\t//backoff:retry 4\n\n\t(T)\n\t//backoff:retry 5\n}", []string{
		"3:20-37 misplaced-annotation: backoff:retry does nothing here: " + nothingBelow + belongs,
		"4:2-19 misplaced-annotation: backoff:retry does nothing here: " + nothingBelow + belongs,
		"7:2-19 misplaced-annotation: backoff:retry does nothing here: " + nothingBelow + belongs,
		"10:2-19 misplaced-annotation: backoff:retry does nothing here: " + nothingBelow + belongs}},
	{"trailing", "type S interface {\n\tM() //backoff:retry 2\n\tT //backoff:off\n} //backoff:retry 3", []string{
		"4:6-23 misplaced-annotation: backoff:retry does nothing here: it follows what it describes, on the same line (put it on the line above)",
		"5:4-17 misplaced-annotation: backoff:off does nothing here: it follows what it describes, on the same line (put it on the line above)",
		"6:3-20 misplaced-annotation: backoff:retry does nothing here: it follows what it describes, on the same line (put it on the line above)"}},
	{"trailing above an embedded literal", "type S interface {\n\tT //backoff:off\n\tinterface{ M() }\n}", []string{
		"4:4-17 misplaced-annotation: backoff:off does nothing here: it follows what it describes, on the same line (put it on the line above)"}},
	{"inside the method above an embedded line", "type S interface {\n\tM(a int, //backoff:off\n\t); (V)\n}", []string{
		"4:11-24 misplaced-annotation: backoff:off does nothing here: " + nothingBelow +
			" (it belongs in the doc comment of an interface type, of one of its methods or of an embedded interface)"}},
	{"off on an interface", "//backoff:off\ntype S interface { M() }", []string{
		"3:1-14 misplaced-annotation: backoff:off does nothing on an interface type (without an annotation nothing is retried; methods=A,B says for which methods that is to be so)"}},
	{"decorator on a method", "type S interface {\n\t//backoff:decorator name=X\n\tM()\n\t//backoff:decorator name=Y\n\tT\n}", []string{
		"4:2-28 misplaced-annotation: backoff:decorator does nothing on a method (it belongs in the doc comment of an interface type)",
		"6:2-28 misplaced-annotation: backoff:decorator does nothing on an embedded interface (it belongs in the doc comment of an interface type)"}},
	{"decorator elsewhere", "//backoff:decorator name=X\nfunc f() {}", []string{
		"3:1-27 misplaced-annotation: backoff:decorator does nothing here: it is on a function (it belongs in the doc comment of an interface type)"}},

	// two in one place
	{"two", "type S interface {\n\t//backoff:retry 2\n\t//backoff:off\n\t//backoff:use X\n\tM()\n}", []string{
		"5:2-15 duplicate-annotation: a second annotation in the same place; the first is backoff:retry (keep only one of them)",
		"6:2-17 duplicate-annotation: a second annotation in the same place; the first is backoff:retry (keep only one of them)"}},
	{"two on a group of one", "//backoff:retry 2\ntype (\n\t//backoff:retry 3\n\tS interface { M() }\n)", []string{
		"5:2-19 duplicate-annotation: a second annotation in the same place; the first is backoff:retry (keep only one of them)"}},
	{"two decorators", "//backoff:decorator name=X\n//backoff:decorator name=X\ntype S interface { M() }", []string{
		"4:1-27 duplicate-annotation: a second annotation in the same place; the first is backoff:decorator (keep only one of them)"}},
	{"second with a fault of its own", "//backoff:retry 2\n//backoff:retry x\ntype S interface { M() }", []string{
		"4:1-18 duplicate-annotation: a second annotation in the same place; the first is backoff:retry (keep only one of them)",
		`4:17-18 bad-value: the number of tries is "x"; expected an integer of 1 or more, or none`}},

	// the decorator's arguments
	{"decorator alone", "//backoff:decorator\ntype S interface { M() }", []string{
		"3:11-20 missing-argument: decorator needs name=N, constructor=C, policies=P, or several of them"}},
	{"decorator's names", "//backoff:decorator name=a.B constructor=_ nam=C X\ntype S interface { M() }", []string{
		`3:26-29 bad-value: name is "a.B"; expected a Go identifier`,
		`3:42-43 bad-value: constructor is "_"; expected a Go identifier`,
		"3:44-47 unknown-key: unknown key nam of decorator (did you mean name?)",
		`3:50-51 bad-argument: a positional argument after a key=value argument (positional arguments come first; a value with spaces needs quotes: key="a b")`}},
	{"decorator's empty name", "//backoff:decorator name=\ntype S interface { M() }", []string{
		"3:26-26 bad-value: name has no value; expected a Go identifier"}},
	{"decorator's position", "//backoff:decorator X\ntype S interface { M() }", []string{
		"3:21-22 bad-argument: decorator takes no argument X here (write key=value)"}},
	{"decorator's name twice", "//backoff:decorator name=X constructor=X\ntype S interface { M() }", []string{
		"3:40-41 bad-value: name and constructor are both X; expected two different names"}},

	// with
	{"with alone", "//backoff:with pause=1s\ntype S interface {\n\t//backoff:with x\n\t//backoff:retry 2\n\tM()\n}", []string{
		"3:1-24 misplaced-annotation: backoff:with does nothing here: there is no line above it to go on with" + withBelongs,
		"5:2-18 misplaced-annotation: backoff:with does nothing here: there is no line above it to go on with" + withBelongs}},
	{"with in a comment of its own", "//backoff:retry 2\n\n//backoff:with pause=1s\ntype S interface { M() }", []string{
		"3:1-18 misplaced-annotation: backoff:retry does nothing here: " + nothingBelow + belongs,
		"5:1-24 misplaced-annotation: backoff:with does nothing here: there is no line above it to go on with" + withBelongs}},
	{"with after use and off", "//backoff:use X\n//backoff:with pause=1s\ntype S interface {\n\t//backoff:off\n\t//backoff:with pause=1s\n\tM()\n}", []string{
		"4:16-21 unknown-key: unknown key pause of use (the shared policy has its values itself; its only key is methods)",
		"7:17-22 unknown-key: unknown key pause of off (its only key is methods)"}},
	{"with elsewhere", "//backoff:with pause=1s\nfunc f() {}", []string{
		"3:1-24 misplaced-annotation: backoff:with does nothing here: it is on a function" + belongs}},
	{"with on a struct", "//backoff:retry 2\n//backoff:with pause=1s\ntype S struct{}", []string{
		"3:1-18 misplaced-annotation: backoff:retry does nothing here: S is a struct"}},
	{"with after an unknown directive", "//backoff:retri 2\n//backoff:with pause=1s\ntype S interface { M() }", []string{
		"3:11-16 unknown-directive: unknown directive backoff:retri (did you mean backoff:retry?)"}},
	{"with, and nothing to go on with it", "//backoff:retry 2\n//backoff:with\ntype S interface { M() }", []string{
		"4:11-15 missing-argument: with needs key=value arguments: it goes on with the keys of the retry line above"}},
	{"with and a position", "//backoff:policy 1s\n//backoff:with 2s 3s pause=1s\ntype S interface { M() }", []string{
		"4:16-21 bad-argument: with takes key=value arguments only (positional arguments belong in the policy line above)"}},
	{"with and its faults", "//backoff:retry 2 pause=1s\n//backoff:with paus=2s jitter=x\n//backoff:with pause=3s max_tries=4 errors=a,,b\ntype S interface { M() }", []string{
		"4:16-20 unknown-key: unknown key paus of retry (did you mean pause?)",
		`4:31-32 bad-value: jitter is "x"; expected none, full, equal, decorrelated, or a ratio over 0 and up to 1, such as 0.2`,
		"5:16-21 duplicate-key: pause is given twice",
		"5:25-34 duplicate-key: max_tries is given twice: retry's number is max_tries",
		"5:46-46 bad-value: empty entry in errors; expected an error value, a type or a function"}},
	{"with below a decorator", "//backoff:decorator name=X\n//backoff:with name=Y constructor=X\ntype S interface { M() }", []string{
		"4:16-20 duplicate-key: name is given twice",
		"4:35-36 bad-value: name and constructor are both X; expected two different names"}},

	// unknown directives
	{"unknown", "//backoff:polcy deadline=1s\ntype S interface { M() }", []string{
		"3:11-16 unknown-directive: unknown directive backoff:polcy (did you mean backoff:policy?)"}},
	{"capital", "//backoff:Policy\ntype S interface { M() }", []string{
		"3:11-17 unknown-directive: unknown directive backoff:Policy (did you mean backoff:policy?)"}},
	{"comma", "//backoff:retry, 2\nfunc f() {}", []string{
		"3:11-17 unknown-directive: unknown directive backoff:retry, (did you mean backoff:retry?)"}},
	{"far off", "//backoff:xyzzy\ntype S struct{}", []string{
		"3:11-16 unknown-directive: unknown directive backoff:xyzzy (the directives are policy, retry, use, off, decorator, wrap, when, with and import)"}},
	{"empty", "//backoff:\ntype S interface { M() }", []string{
		"3:1-11 unknown-directive: //backoff: without the name of a directive (the directives are policy, retry, use, off, decorator, wrap, when, with and import)"}},
	{"space after the colon", "//backoff: retry 2\ntype S interface { M() }", []string{
		"3:1-19 unknown-directive: //backoff: without the name of a directive (no space after the colon: //backoff:retry)"}},
}

const (
	withBelongs  = " (it belongs below a policy, retry, when or decorator line, in the same comment)"
	belongs      = " (it belongs in the doc comment of an interface type, of one of its methods or of an embedded interface)"
	nothingBelow = "no interface, method or embedded interface follows directly"
)

func TestFaultyPlaces(t *testing.T) {
	for _, tc := range placeCases {
		t.Run(tc.name, func(t *testing.T) {
			_, ds, _ := read(t, "package p\n\n"+tc.src+"\n")
			if d := cmp.Diff(tc.want, lines(ds)); d != "" {
				t.Errorf("diagnostics (-want +got):\n%s", d)
			}
		})
	}
}

func TestPackageClause(t *testing.T) {
	_, ds, _ := read(t, "//backoff:retry 2\npackage p\n")
	want := []string{"1:1-18 misplaced-annotation: backoff:retry does nothing here: it is on the package clause" + belongs}
	if d := cmp.Diff(want, lines(ds)); d != "" {
		t.Errorf("diagnostics (-want +got):\n%s", d)
	}
}

// Annotations in wrong places are not passed on to later stages.
func TestMisplacedAnnotatesNothing(t *testing.T) {
	file, _, _ := read(t, "package p\n\n//backoff:off\ntype S interface {\n\t//backoff:decorator name=X\n\tM()\n}\n")
	if got := summary(file); got != "" {
		t.Errorf("got %s, want nothing", got)
	}
}
