package analyzer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/analyzer"
)

const spanned = `package store

// Ärger über Wörter vor der Annotation.
type Store interface {
	//backoff:retry 3 giveup="err == nil" tries=3
	Do() error
	// backoff:retry 3
	Again() error
}
`

// TestPlaces: positions are those of the bytes in the real file, also after the line ends of Windows, which the parser takes
// out of comments, and under //line comments.
func TestPlaces(t *testing.T) {
	for name, source := range map[string]string{
		"plain": spanned,
		"crlf":  strings.ReplaceAll(spanned, "\n", "\r\n"),
		"cr":    strings.Replace(spanned, "nil\" ", "nil\"\r", 1),
		"line":  strings.Replace(spanned, "type", "//line made.from:100:7\ntype", 1),
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, p := range passes(t, analyzer.Analyzer, unpack(t, []txtar.File{{Name: "store.go", Data: []byte(source)}})) {
				for _, d := range p.ds {
					pos, end := p.fset.PositionFor(d.Pos, false).Offset, p.fset.PositionFor(d.End, false).Offset
					got = append(got, source[pos:end])
				}
			}
			if diff := cmp.Diff([]string{"tries", "// backoff:retry"}, got); diff != "" {
				t.Errorf("what the diagnostics are about (-want +got):\n%s", diff)
			}
		})
	}
}

// TestFixesOfMadeFiles: an edit is of the file that a person writes, and where that is another, none is suggested.
func TestFixesOfMadeFiles(t *testing.T) {
	source := strings.Replace(spanned, "type", "//line made.from:100\ntype", 1)
	for _, p := range passes(t, analyzer.Analyzer, unpack(t, []txtar.File{{Name: "store.go", Data: []byte(source)}})) {
		for _, d := range p.ds {
			if len(d.SuggestedFixes) > 0 {
				t.Errorf("an edit of a made file is suggested: %v", d.SuggestedFixes)
			}
		}
	}
}

// TestWarnings: the flag leaves errors alone.
func TestWarnings(t *testing.T) {
	dir := unpack(t, []txtar.File{{Name: "store.go", Data: []byte(spanned)}})
	set := func(value string) {
		if err := analyzer.Analyzer.Flags.Set("warnings", value); err != nil {
			t.Fatal(err)
		}
	}
	set("false")
	defer set("true")
	if got, want := text(t, analyzerSays(t, dir), dir), "store.go:5:40: unknown key tries of retry (did you mean max_tries?)\n"; got != want {
		t.Errorf("without warnings:\n%s", got)
	}
}
