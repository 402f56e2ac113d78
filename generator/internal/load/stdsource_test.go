package load

import (
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// settled returns a loader that knows its environment.
func settled(t *testing.T, cfg Config) *loader {
	t.Helper()
	l := newLoader(t.Context(), cfg)
	env, err := l.askEnvironment()
	if err != nil {
		t.Fatal(err)
	}
	l.applyEnvironment(env)
	return l
}

// TestStandardFromSource compares all that the standard library exports with what the compiler made of it.
func TestStandardFromSource(t *testing.T) {
	l := settled(t, config(t.TempDir()))
	if l.std.build == nil {
		t.Skip("the go command is not of the release that this test was built with, or has settings of its own")
	}
	l.Logf = t.Logf
	out, err := l.goList(t.Context(), nil, []string{"std"})
	if err != nil {
		t.Fatal(err)
	}
	paths := slices.DeleteFunc(strings.Fields(string(out)), func(p string) bool {
		return p == "unsafe" || isInternal(p) || strings.HasPrefix(p, "vendor/")
	})
	compiled, err := l.loadExportData(t.Context(), paths)
	if err != nil {
		t.Fatal(err)
	}
	paths = slices.DeleteFunc(paths, func(p string) bool { return compiled.missing[p] != nil }) // it has no files here
	read := l.readStandard(paths, 1<<40)
	if read == nil {
		t.FailNow() // the log says why
	}
	for _, path := range paths {
		got, err := read.get(path)
		if err != nil {
			t.Error(err)
			continue
		}
		want, err := compiled.get(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(api(want), api(got)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

// inventedResult is how the compiler calls an only result that has no name.
var inventedResult = regexp.MustCompile(`\(#rv1 ([^()]*)\)`)

// api describes all that a package exports: a line for each object, method and field.
func api(pkg *types.Package) []string {
	var lines []string
	for _, name := range pkg.Scope().Names() {
		o := pkg.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		lines = append(lines, types.ObjectString(o, nil))
		if c, ok := o.(*types.Const); ok {
			lines = append(lines, name+" = "+c.Val().ExactString())
		}
		named, ok := types.Unalias(o.Type()).(*types.Named)
		if _, isType := o.(*types.TypeName); !ok || !isType {
			continue
		}
		lines = append(lines, name+" is "+types.TypeString(named.Underlying(), nil))
		for _, t := range []types.Type{named, types.NewPointer(named)} {
			for s := range types.NewMethodSet(t).Methods() {
				lines = append(lines, inventedResult.ReplaceAllString(s.String(), "$1"))
			}
		}
	}
	return lines
}

func TestStandardIsReadNoFurther(t *testing.T) {
	l := settled(t, config(t.TempDir()))
	if l.std.build == nil {
		t.Skip("the go command is not of the release that this test was built with, or has settings of its own")
	}
	var logged []string
	l.Logf = func(format string, args ...any) { logged = append(logged, fmt.Sprintf(format, args...)) }
	if l.readStandard([]string{"context"}, 1000) != nil {
		t.Error("more was read than there may be")
	}
	want := []string{"types from the standard library's source: too much of the standard library would have to be read"}
	if diff := cmp.Diff(want, logged); diff != "" {
		t.Errorf("what is logged (-want +got):\n%s", diff)
	}
}

func TestStandardOfAnotherEnvironment(t *testing.T) {
	for _, env := range []string{"GOFLAGS=-tags=netgo", "GOFLAGS=-mod=mod -overlay=o.json", "GOPACKAGESDRIVER=driver", "GOEXPERIMENT=nosimd"} {
		if l := settled(t, config(t.TempDir(), env)); l.std.build != nil {
			t.Errorf("%s: files are chosen by package go/build", env)
		}
	}
	l := settled(t, config(t.TempDir(), "GOFLAGS=-mod=mod -trimpath", "GOOS=windows", "GOARCH=arm64", "CGO_ENABLED=0"))
	if l.std.build == nil {
		t.Skip("the go command is not of the release that this test was built with")
	}
	p, size, err := l.std.find("os")
	if err != nil || size == 0 {
		t.Fatalf("os has %d bytes, %v", size, err)
	}
	has := func(suffix string) bool {
		return slices.ContainsFunc(p.GoFiles, func(f string) bool { return strings.HasSuffix(f, suffix) })
	}
	if !has("exec_windows.go") || has("exec_unix.go") {
		t.Errorf("the files are not those of Windows: %q", p.GoFiles)
	}
}
