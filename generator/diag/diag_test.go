package diag_test

import (
	"errors"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/diag"
)

func at(file string, line, col int) token.Position {
	return token.Position{Filename: file, Line: line, Column: col}
}

func TestSortByFileLineColumnCode(t *testing.T) {
	want := []diag.Diagnostic{
		{Pos: at("a.go", 1, 1), Code: "a"},
		{Pos: at("a.go", 1, 1), Code: "b", Message: "first"},
		{Pos: at("a.go", 1, 1), Code: "b", Message: "after first"},
		{Pos: at("a.go", 2, 9), Code: "a"},
		{Pos: at("a.go", 2, 10), Code: "a"},
		{Pos: at("a.go", 10, 1), Code: "a"},
		{Pos: at("b.go", 1, 1), Code: "a"},
	}
	got := []diag.Diagnostic{want[6], want[5], want[1], want[4], want[2], want[3], want[0]}
	diag.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
}

func TestCompactDropsWhatIsSaidTwice(t *testing.T) {
	one := diag.Diagnostic{Pos: at("a.go", 1, 1), Code: "a", Message: "one"}
	two := diag.Diagnostic{Pos: at("a.go", 1, 1), Code: "a", Message: "two"}
	got := diag.Compact([]diag.Diagnostic{two, one, two, one})
	if d := cmp.Diff([]diag.Diagnostic{one, two}, got); d != "" {
		t.Errorf("compacted (-want +got):\n%s", d)
	}
}

func TestHasErrors(t *testing.T) {
	warning, err := diag.Diagnostic{Severity: diag.Warning}, diag.Diagnostic{Severity: diag.Error}
	if diag.HasErrors(nil) || diag.HasErrors([]diag.Diagnostic{warning}) {
		t.Error("warnings count as errors")
	}
	if !diag.HasErrors([]diag.Diagnostic{warning, err}) {
		t.Error("the error is not seen")
	}
}

func TestString(t *testing.T) {
	for _, tc := range []struct {
		in   diag.Diagnostic
		want string
	}{
		{diag.Diagnostic{Pos: at("a.go", 3, 7), Message: "bad"}, "a.go:3:7: bad"},
		{diag.Diagnostic{Pos: at("a.go", 3, 7), Message: "bad", Hint: "do good"}, "a.go:3:7: bad (do good)"},
		{diag.Diagnostic{Pos: at("a.go", 3, 0), Message: "bad", Severity: diag.Warning}, "a.go:3: warning: bad"},
		{diag.Diagnostic{Pos: at("a.go", 0, 0), Message: "bad"}, "a.go: bad"},
		{diag.Diagnostic{Message: "bad"}, "bad"},
	} {
		if got := tc.in.String(); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}

// sample returns diagnostics inside and outside of the directory that it returns.
func sample(t *testing.T) (ds []diag.Diagnostic, dir, outside string) {
	t.Helper()
	root := t.TempDir()
	dir, outside = filepath.Join(root, "mod"), filepath.Join(root, "other", "b.go")
	inside := filepath.Join(dir, "..a.go") // no step out of dir, although it starts like one
	return []diag.Diagnostic{{
		Code: "unknown-key", Pos: at(inside, 3, 7), End: at(inside, 3, 9), Message: "want a <b>", Hint: "do it",
		Related: []diag.Related{{Pos: at(outside, 1, 2), Message: "first here"}},
		Fixes:   []diag.Fix{{Message: "write it", Pos: at(inside, 3, 7), End: at(inside, 3, 9), Text: "xy"}},
	}, {
		Severity: diag.Warning, Code: "directive-case", Pos: at(outside, 1, 2), Message: "odd",
	}}, dir, outside
}

func TestWriteJSON(t *testing.T) {
	ds, dir, outside := sample(t)
	var b strings.Builder
	if err := diag.WriteJSON(&b, ds, dir); err != nil {
		t.Fatal(err)
	}
	want := `[
	{
		"severity": "error",
		"code": "unknown-key",
		"file": "..a.go",
		"line": 3,
		"column": 7,
		"endLine": 3,
		"endColumn": 9,
		"message": "want a <b>",
		"hint": "do it",
		"related": [
			{
				"file": "OUTSIDE",
				"line": 1,
				"column": 2,
				"message": "first here"
			}
		],
		"fixes": [
			{
				"message": "write it",
				"file": "..a.go",
				"line": 3,
				"column": 7,
				"endLine": 3,
				"endColumn": 9,
				"text": "xy"
			}
		]
	},
	{
		"severity": "warning",
		"code": "directive-case",
		"file": "OUTSIDE",
		"line": 1,
		"column": 2,
		"message": "odd"
	}
]
`
	if d := cmp.Diff(strings.ReplaceAll(want, "OUTSIDE", outside), b.String()); d != "" {
		t.Errorf("JSON (-want +got):\n%s", d)
	}
}

func TestWriteJSONOfNothingIsAnArray(t *testing.T) {
	var b strings.Builder
	if err := diag.WriteJSON(&b, nil, ""); err != nil || b.String() != "[]\n" {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

type brokenPipe struct{}

var errPipe = errors.New("pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestWritersReportTheWritersError(t *testing.T) {
	ds, dir, _ := sample(t)
	if err := diag.WriteText(brokenPipe{}, ds, dir); !errors.Is(err, errPipe) {
		t.Errorf("WriteText: %v", err)
	}
	if err := diag.WriteJSON(brokenPipe{}, ds, dir); !errors.Is(err, errPipe) {
		t.Errorf("WriteJSON: %v", err)
	}
}

func TestRulesAreUniqueAndExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range diag.TextRules() {
		if seen[r.Code] || r.Meaning == "" || strings.ToLower(r.Code) != r.Code {
			t.Errorf("rule %+v: want a code of its own in lower case, and a meaning", r)
		}
		seen[r.Code] = true
	}
}
