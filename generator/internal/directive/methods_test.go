package directive_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// Rule 1.40: a line with methods stands beside others; a when line belongs to the line above it.
func TestLinesWithMethods(t *testing.T) {
	file, ds, _ := read(t, `package p

//backoff:retry 5 methods=Get,List*
//backoff:when ErrBusy pause=1s
//backoff:policy errors=ErrGone deadline=9s
//backoff:with methods="Put, Post"
//backoff:when ErrSlow pause=2s
//backoff:off
//backoff:with methods=Drop*
//backoff:use Slow methods=*
//backoff:retry 2
type S interface {
	//backoff:off methods=Close
	//backoff:retry 3
	Other
	M()
}
`)
	if len(ds) > 0 {
		t.Fatalf("unexpected diagnostics: %q", lines(ds))
	}
	want := "S retry of Get,List*; S policy of Put,Post; S off of Drop*; S use of *; S retry; S.embedded off of Close; S.embedded retry"
	if d := cmp.Diff(want, summary(file)); d != "" {
		t.Errorf("annotations (-want +got):\n%s", d)
	}
	var cases []string
	for p := range file.Interfaces[0].Lines() {
		for _, c := range p.Cases {
			cases = append(cases, string(p.Verb)+": "+c.Text)
		}
	}
	if d := cmp.Diff([]string{"retry: backoff:when ErrBusy pause=1s", "policy: backoff:when ErrSlow pause=2s"}, cases); d != "" {
		t.Errorf("cases (-want +got):\n%s", d)
	}
	if p := file.Interfaces[0].Policies[1]; p.Says != "backoff:policy errors=ErrGone deadline=9s" || file.Interfaces[0].Policies[3].Use.Text != "Slow" {
		t.Errorf("the second line says %q, and the fourth uses %q", p.Says, file.Interfaces[0].Policies[3].Use.Text)
	}
}

// Rule 1.40: of the lines in one place a name goes before a pattern, and that before the line without methods.
func TestChoose(t *testing.T) {
	file, _, _ := read(t, `package p

//backoff:retry 2
//backoff:retry 3 methods=Get*
//backoff:retry 4 methods=GetAll
type S interface{ M() }
`)
	for name, want := range map[string]string{"GetAll": "backoff:retry 4 true", "GetOne": "backoff:retry 3 false", "Put": "backoff:retry 2 false"} {
		p, named := directive.Choose(file.Interfaces[0].Policies, name)
		got := p.Says + " false"
		if named {
			got = p.Says + " true"
		}
		if got != want {
			t.Errorf("%s is under %s, not %s", name, got, want)
		}
	}
	if p, _ := directive.Choose(file.Interfaces[0].Policies[1:], "Put"); p != nil {
		t.Errorf("Put is under %s", p.Says)
	}
}

// Rule 1.40: what is wrong in methods is reported at its column.
func TestFaultsInMethods(t *testing.T) {
	for _, tc := range []struct {
		name, src string
		want      []string
	}{
		{"entries", "//backoff:retry 2 methods=Get,,S.Put,*All,Get,_\ntype S interface { M() error }", []string{
			"3:31-31 bad-value: empty entry in methods; expected names of methods, such as Get,List* for Get and all whose names begin with List",
			"3:32-37 bad-value: methods has the entry S.Put; expected names of methods, such as Get,List* for Get and all whose names begin with List (without what stands before the point: Put)",
			"3:38-42 bad-value: methods has the entry *All; expected names of methods, such as Get,List* for Get and all whose names begin with List (a * stands at the end, for names that begin alike)",
			"3:43-46 bad-value: methods has Get twice",
			"3:47-48 bad-value: methods has the entry _; expected names of methods, such as Get,List* for Get and all whose names begin with List",
		}},
		{"on a method", "type S interface {\n\t//backoff:retry 2 methods=M\n\tM() error\n}", []string{
			"4:20-29 bad-argument: methods does nothing on a method: its annotation is for that method (it belongs in an annotation of the interface or of an embedded line)"}},
		{"off for all", "//backoff:off\ntype S interface { M() error }", []string{
			"3:1-14 misplaced-annotation: backoff:off does nothing on an interface type (without an annotation nothing is retried; methods=A,B says for which methods that is to be so)"}},
		{"two defaults", "//backoff:retry 2\n//backoff:retry 3 methods=M\n//backoff:retry 4\ntype S interface { M() error }", []string{
			"5:1-18 duplicate-annotation: a second annotation in the same place; the first is backoff:retry (keep only one of them)"}},
		{"keys of use", "//backoff:use Slow pause=1s\ntype S interface { M() error }", []string{
			"3:20-25 unknown-key: unknown key pause of use (the shared policy has its values itself; its only key is methods)"}},
		{"twice", "//backoff:off methods=A\n//backoff:with methods=B\ntype S interface { M() error }", []string{
			"4:16-23 duplicate-key: methods is given twice"}},
		{"when", "//backoff:retry 2\n//backoff:when ErrA methods=M\ntype S interface { M() error }", []string{
			"4:21-28 unknown-key: unknown key methods of when (the keys are pause, max_tries, errors, multiplier, max_pause, jitter, pause_from, max_hint and result)"}},
	} {
		_, ds, _ := read(t, "package p\n\n"+tc.src+"\n")
		if d := cmp.Diff(tc.want, lines(ds)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, d)
		}
	}
}
