package load

import (
	"os"
	"path/filepath"
	"testing"
)

const oneAnnotation = `
-- a/a.go --
package a

type A interface {
	//backoff:retry 2
	Do() error
}
`

// TestGuessedModule has settings that only the go command sees: the guess is corrected by what it says.
func TestGuessedModule(t *testing.T) {
	dir := module(t, oneAnnotation)
	goFile := filepath.Join(t.TempDir(), "go.work")
	work := "go 1.26\n\nuse " + dir + "\n"
	if err := os.WriteFile(goFile, []byte(work), 0o666); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(t.TempDir(), "env")
	if err := os.WriteFile(settings, []byte("GOWORK="+goFile+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		env           []string
		guess, settle bool // a workspace
	}{
		"module":       {nil, false, false},
		"workspace":    {[]string{"GOWORK=" + goFile}, true, true},
		"by a setting": {[]string{"GOWORK=", "GOENV=" + settings}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLoader(t.Context(), config(dir, test.env...))
			if got := l.guessModule(); got.workspace != test.guess || got.file != filepath.Join(dir, "go.mod") {
				t.Errorf("the guess is %+v", got)
			}
			folders, err := l.load()
			if err != nil {
				t.Fatal(err)
			}
			one(t, folders)
			if l.module.workspace != test.settle {
				t.Errorf("a workspace: %t, want %t", l.module.workspace, test.settle)
			}
		})
	}
}

func TestAboveIsNearest(t *testing.T) {
	dir := module(t, "-- a/b/b.go --\npackage b\n-- a/go.mod/x.go --\npackage x\n")
	if got := findAbove(filepath.Join(dir, "a", "b"), "go.mod"); got != filepath.Join(dir, "go.mod") {
		t.Errorf("it is %q", got)
	}
	if got := findAbove(filepath.Join(dir, "a", "b"), "no such file"); got != "" {
		t.Errorf("it is %q", got)
	}
}

// TestIgnoredFolders: a module that ignores folders, however that is written, is left to the go command to walk.
func TestIgnoredFolders(t *testing.T) {
	for _, test := range []struct {
		text   string
		folder int // how many there are
	}{
		{"ignore ./a", 0},
		{"\t ignore\t./a", 0},
		{"ignore (\n\t./nothing\n\t./a // as it is\n)", 0},
		{"ignore ./b", 1},
		{"// It would not\n// ignore ./a.", 1},
	} {
		dir := module(t, oneAnnotation)
		name := filepath.Join(dir, "go.mod")
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, append(text, "\n"+test.text+"\n"...), 0o666); err != nil {
			t.Fatal(err)
		}
		folders, err := Load(t.Context(), config(dir))
		if test.folder == 0 && err != nil {
			continue // nothing is left to match
		}
		if err != nil || len(folders) != test.folder {
			t.Errorf("%q: %d folders, %v", test.text, len(folders), err)
		}
	}
}

func TestSplitFlags(t *testing.T) {
	var m mainModule
	m.takeModFlag(`  -mod=mod  '-modfile=/a b/x.mod' "-tags=a b" -v `)
	if want := (mainModule{modFlag: "-modfile=/a b/x.mod", otherFlags: `-mod=mod "-tags=a b" -v `}); m != want {
		t.Errorf("got %+v, want %+v", m, want)
	}
	m = mainModule{}
	if m.takeModFlag("-mod=mod"); m != (mainModule{}) {
		t.Errorf("without the flag: %+v", m)
	}
}
