package release

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/semver"
)

// A requirement of a module of this repository names a version that go can find once it is tagged, the same in all modules.
// Go.mod files that name none could not be used by anybody but this repository.
func TestModulesRequireOneVersion(t *testing.T) {
	modules, err := Modules(t.Context(), checkout)
	if err != nil {
		t.Fatal(err)
	}
	version, err := Version(modules)
	if err != nil {
		t.Fatal(err)
	}
	if semver.Compare(version, "v0.1.0") < 0 {
		t.Errorf("the modules require version %s; the first release is v0.1.0", version)
	}
	var released int
	for _, m := range modules {
		if m.IsReleased() {
			released++
			if m.mod.Module.Mod.Path != m.Path() {
				t.Errorf("%s/go.mod is that of %s, want %s", m.Dir, m.mod.Module.Mod.Path, m.Path())
			}
		}
	}
	if released < 3 {
		t.Errorf("%d modules are released, want the root and those that users import", released)
	}
}

// What Version says of modules that do not fit together.
func TestVersionRefuses(t *testing.T) {
	const (
		replaced = "replace github.com/backoffgen/backoffgen => ../..\n"
		a, b     = "require github.com/backoffgen/backoffgen v0.2.0\n", "require github.com/backoffgen/backoffgen v0.1.0\n"
	)
	for name, test := range map[string]struct{ a, b, want string }{
		"fine":           {a + replaced, a + replaced, ""},
		"two versions":   {a + replaced, b + replaced, "requires v0.2.0, and runtime/b/go.mod github.com/backoffgen/backoffgen@v0.1.0"},
		"not replaced":   {a, a, "without replacing it by its folder"},
		"other folder":   {a + "replace github.com/backoffgen/backoffgen => ..\n", "", "without replacing it by its folder"},
		"no version":     {"", "", "version"},
		"zero":           {strings.ReplaceAll(a, "v0.2.0", "v0.0.0") + replaced, "", "v0.0.0 is not the version of a release"},
		"pseudo-version": {strings.ReplaceAll(a, "v0.2.0", "v0.0.0-20260101000000-abcdefabcdef") + replaced, "", "not the version of a release"},
	} {
		t.Run(name, func(t *testing.T) {
			root := repository(t, map[string]string{"runtime/a/go.mod": test.a, "runtime/b/go.mod": test.b})
			modules, err := Modules(t.Context(), root)
			if err != nil {
				t.Fatal(err)
			}
			switch _, err := Version(modules); {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("err = %v, want one with %q", err, test.want)
			}
		})
	}
}

// SetVersion changes the requirements of this repository's own modules, and no others.
func TestSetVersion(t *testing.T) {
	const mod = `
require (
	github.com/backoffgen/backoffgen v0.1.0
	github.com/backoffgen/other v0.1.0
)

replace github.com/backoffgen/backoffgen => ../..
`
	root := repository(t, map[string]string{"runtime/a/go.mod": mod})
	modules, err := Modules(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	if err := SetVersion(root, modules, "v0.2.0"); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, "runtime/a/go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	want := header("runtime/a") + strings.Replace(mod, "backoffgen v0.1.0", "backoffgen v0.2.0", 1)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("go.mod (-want +got):\n%s", diff)
	}
	if err := SetVersion(root, modules, "0.2.0"); err == nil {
		t.Error("0.2.0 was taken for a version")
	}
}

// Tag tags all released modules together, and nothing where something is missing.
func TestTag(t *testing.T) {
	const mod = "\nrequire github.com/backoffgen/backoffgen v0.2.0\n\nreplace github.com/backoffgen/backoffgen => ../..\n"
	root := repository(t, map[string]string{"runtime/a/go.mod": mod, "testdata/b/go.mod": mod, "golden/a/a_backoff.go": "package a\n", "CHANGELOG.md": "# Changelog\n\n## Unreleased\n"})
	refused := func(want string) {
		t.Helper()
		if tags, err := Tag(t.Context(), root); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Tag made %v, err = %v; want an error with %q", tags, err, want)
		}
	}
	run := func(args ...string) string {
		t.Helper()
		out, err := Git(t.Context(), root, args...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	commit := func() {
		t.Helper()
		run("add", "--all")
		run("commit", "--quiet", "--message", "A change")
	}

	refused("commit first")
	commit()
	refused(`CHANGELOG.md has no heading "## v0.2.0"`)
	write(t, root, "CHANGELOG.md", "# Changelog\n\n## v0.2.0, 2026-12-01\n")
	commit()
	refused("testdata/kept/v0.2.0 is not what is generated now")
	if err := Keep(root, "v0.2.0"); err != nil {
		t.Fatal(err)
	}
	commit()
	run("tag", "v0.3.0")
	refused("v0.3.0 is released")
	run("tag", "--delete", "v0.3.0")

	run("tag", "runtime/a/v0.2.0") // left over
	refused("already exists")
	if got := run("tag"); got != "runtime/a/v0.2.0\n" {
		t.Errorf("tags after a failure: %q, want the one that was there", got)
	}
	run("tag", "--delete", "runtime/a/v0.2.0")

	tags, err := Tag(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"v0.2.0", "runtime/a/v0.2.0"}
	if diff := cmp.Diff(want, tags); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
	if got := strings.Fields(run("tag", "--points-at", "HEAD", "--sort=-refname")); !cmp.Equal(got, want) {
		t.Errorf("git has the tags %v, want %v", got, want)
	}
	refused("v0.2.0 is released")
}

// checkout is the root of this repository.
const checkout = "../.."

// header is how the go.mod file of a folder begins.
func header(dir string) string {
	return "module " + Module{Dir: dir}.Path() + "\n\ngo 1.26.0\n"
}

// repository makes a git repository with a root module and the files, of which go.mod ones get their header.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	write(t, root, "go.mod", header("."))
	for name, text := range files {
		if dir, ok := strings.CutSuffix(name, "/go.mod"); ok {
			text = header(dir) + text
		}
		write(t, root, name, text)
	}
	for _, args := range [][]string{
		{"init", "--quiet"}, {"config", "user.name", "Test"}, {"config", "user.email", "test@example.com"}, {"config", "tag.gpgSign", "false"}, {"config", "commit.gpgSign", "false"},
	} {
		if _, err := Git(t.Context(), root, args...); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// write writes a file below root.
func write(t *testing.T, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
