package generator

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Folders are worked on at the same time, and their changes and diagnostics come in their order all the same. What
// annotations name is type-checked only then when an import does not compile: the race detector looks on.
func TestFoldersBesideEachOther(t *testing.T) {
	files := map[string]string{"broken/broken.go": "package broken\n\ntype T struct{}\n\nvar _ = missing\n"}
	var changes, warnings []string
	for i := range 20 {
		p, q := fmt.Sprintf("p%02d", i), fmt.Sprintf("q%02d", i)
		files[q+"/q.go"] = "package " + q + "\n\nimport \"errors\"\n\nvar ErrBusy = errors.New(\"busy\")\n"
		files[p+"/p.go"] = strings.NewReplacer("PACKAGE", p, "ERRORS", q).Replace(`package PACKAGE

import "example.com/m/broken"

//backoff:import "example.com/m/ERRORS"

type Store interface {
	//backoff:policy deadline=1s pause=2s errors=ERRORS.ErrBusy
	Do(broken.T) error
}
`)
		changes = append(changes, filepath.Join(p, "p_backoff.go"))
		warnings = append(warnings, filepath.Join(p, "p.go"))
	}
	dir := module(t, files)
	result, err := Run(t.Context(), Config{Dir: dir, Env: offline(), Patterns: []string{"./..."}, DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	relative := func(path string) string {
		rel, _ := filepath.Rel(dir, path)
		return rel
	}
	var changed, warned []string
	for _, c := range result.Changes {
		changed = append(changed, relative(c.Path))
	}
	for _, d := range result.Diagnostics {
		if d.Code != MissingRuntime {
			warned = append(warned, relative(d.Pos.Filename))
		}
	}
	if diff := cmp.Diff(changes, changed); diff != "" {
		t.Errorf("changes: %s", diff)
	}
	if diff := cmp.Diff(warnings, warned); diff != "" {
		t.Errorf("diagnostics: %s\n%v", diff, result.Diagnostics)
	}
}
