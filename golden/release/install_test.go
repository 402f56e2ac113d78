package release

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestInstall does what users of a release do, with the release that this working tree would make: a module proxy serves it
// from files. Everything begins in a fresh module, with a cache of modules that has none of this repository.
func TestInstall(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the command and all modules that are released")
	}
	modules, err := Modules(t.Context(), checkout)
	if err != nil {
		t.Fatal(err)
	}
	version, err := Version(modules)
	if err != nil {
		t.Fatal(err)
	}
	u := user{version: version, env: environment(t, modules, version)}
	for _, m := range modules {
		if m.IsReleased() && m.Dir != "." {
			t.Run(m.Dir, func(t *testing.T) {
				if os.Getenv("BACKOFFGEN_REQUIRE_SERVERS") != "1" {
					t.Skip("it gets and compiles all that the module requires: set BACKOFFGEN_REQUIRE_SERVERS=1, as .ci/run does")
				}
				u.getFirst(t, m)
			})
		}
	}
	t.Run("tool", u.getTool)
	t.Run("install", u.install)
}

// A user has a go command and a release to get.
type user struct {
	version string
	env     []string
}

// getFirst gets a module as the very first thing in a fresh module, and uses all of its packages.
func (u user) getFirst(t *testing.T, m Module) {
	dir := u.fresh(t)
	u.run(t, dir, "go", "get", m.Path()+"@"+u.version)
	packages := u.run(t, dir, "go", "list", m.Path()+"/...")
	if packages == "" {
		t.Fatalf("%s has no packages", m.Path())
	}
	var imports strings.Builder
	for path := range strings.FieldsSeq(packages) {
		imports.WriteString("import _ \"" + path + "\"\n")
	}
	write(t, dir, "main.go", "package main\n\n"+imports.String()+"\nfunc main() {}\n")
	u.run(t, dir, "go", "mod", "tidy")
	u.run(t, dir, "go", "run", ".")
	if got := u.run(t, dir, "go", "list", "-m", Path, m.Path()); got != Path+" "+u.version+"\n"+m.Path()+" "+u.version {
		t.Errorf("the module uses\n%s\nwant both at %s", got, u.version)
	}
}

const annotated = `package main

import "context"

//go:generate go tool backoffgen

type Store interface {
	//backoff:retry 3
	Save(ctx context.Context, name string) error
}

type store struct{ calls int }

func (s *store) Save(ctx context.Context, name string) error {
	if s.calls++; s.calls < 3 {
		return context.DeadlineExceeded
	}
	return nil
}

func main() {
	inner := &store{}
	if err := NewRetryingStore(inner).Save(context.Background(), "a"); err != nil {
		panic(err)
	}
	println("calls:", inner.calls)
}
`

// getTool gets the command as a tool of a fresh module, generates, tidies up and vendors.
func (u user) getTool(t *testing.T) {
	dir := u.fresh(t)
	write(t, dir, "main.go", annotated)
	u.run(t, dir, "go", "get", "-tool", Path+"/cmd/backoffgen@"+u.version)
	u.run(t, dir, "go", "generate", "./...")
	works := func() {
		t.Helper()
		if got := u.run(t, dir, "go", "run", "."); got != "calls: 3" {
			t.Errorf("the program prints %q, want %q", got, "calls: 3")
		}
		u.run(t, dir, "go", "tool", "backoffgen", "-check", "./...")
		if got, want := u.run(t, dir, "go", "tool", "backoffgen", "-version"), "backoffgen "+u.version+" "; !strings.HasPrefix(got, want) {
			t.Errorf("-version prints %q, want it to begin with %q", got, want)
		}
	}
	works()
	u.run(t, dir, "go", "mod", "tidy")
	works()
	u.run(t, dir, "go", "mod", "vendor")
	if _, err := os.Stat(filepath.Join(dir, "vendor", filepath.FromSlash(Path), "cmd", "backoffgen")); err != nil {
		t.Error(err)
	}
	works()
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`(?m)^tool ` + Path + `/cmd/backoffgen$`, `(?m)^(require )?\t?` + Path + ` ` + regexp.QuoteMeta(u.version) + `$`} {
		if !regexp.MustCompile(want).Match(mod) {
			t.Errorf("go.mod has no line that %q matches:\n%s", want, mod)
		}
	}
}

// install installs the command outside of any module.
func (u user) install(t *testing.T) {
	dir, bin := t.TempDir(), t.TempDir()
	u.env = append(u.env[:len(u.env):len(u.env)], "GOBIN="+bin)
	u.run(t, dir, "go", "install", Path+"/cmd/backoffgen@"+u.version)
	command := filepath.Join(bin, "backoffgen")
	if got, want := u.run(t, dir, command, "-version"), "backoffgen "+u.version+" "; !strings.HasPrefix(got, want) {
		t.Errorf("-version prints %q, want it to begin with %q", got, want)
	}
}

// fresh makes a module that requires nothing.
func (u user) fresh(t *testing.T) string {
	dir := t.TempDir()
	u.run(t, dir, "go", "mod", "init", "example.com/fresh")
	return dir
}

// run runs a command in a folder and returns what it prints, without the newline at its end. The test fails with the
// command's output when it fails.
func (u user) run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.Env = append(u.env[:len(u.env):len(u.env)], "PWD="+dir)
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s%s", cmd, err, out, failed.String())
	}
	if text := strings.TrimSpace(string(out)); text != "" || len(args) == 0 || args[0] != "run" {
		return text
	}
	return strings.TrimSpace(failed.String()) // a program's println
}

// environment returns one in which the go command finds the release, and for all other modules first what the user's own
// cache has. The cache that it fills is the test's: an unpublished version must not get into the user's.
func environment(t *testing.T, modules []Module, version string) []string {
	t.Helper()
	proxy, cache := t.TempDir(), t.TempDir()
	if err := Proxy(t.Context(), checkout, modules, version, proxy); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "env", "GOMODCACHE", "GOPROXY").Output()
	if err != nil {
		t.Fatal(err)
	}
	found, others, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	proxies := []string{"file://" + slashed(proxy), "file://" + slashed(filepath.Join(found, "cache", "download")), others}
	return append(os.Environ(),
		"GOPROXY="+strings.Join(proxies, ","),
		"GOMODCACHE="+cache,
		"GOSUMDB=off", // it does not know the release; the other modules' sums are in this repository's go.sum
		// With anything in GONOPROXY the go command looks into its cache first, finds the root module there, and says that
		// the root has no package otelbackoff.
		"GONOPROXY=", "GOPRIVATE=", "GOENV=off",
		"GOWORK=off",
		"GO111MODULE=on",
		"GOFLAGS=-modcacherw -trimpath", // so that the cache can be removed; and so that what was compiled in another folder counts
	)
}

// slashed returns an absolute path as it is in a URL.
func slashed(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return path
}
