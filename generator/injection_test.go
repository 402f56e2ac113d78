package generator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// hostile are texts that would end what they are within, or be a line that tools obey, if they were pasted into Go source. What they
// would declare is called injected.
var hostile = []string{
	"*/ func injected() {} /*", "`; func injected() {}; var _ = `", "\"; func injected() {}; var _ = \"", "1; func injected() {}", "1)}}; func injected() {",
	"ErrSample}; func init() { injected() }; var _ = []any{", "isSample //go:embed injected", "isSample /*line injected.go:1*/", "//go:linkname injected os.Exit", "//line injected.go:1",
	"/*injected*/", "isSample; //export injected", "injected\u2028func", "\u202eisSample", "isSample\u2066//injected", "\ufeffisSample", "isSample\x00", "isSample\x1b[2J", "isSample\rfunc injected() {}",
	"func(error) bool { return injected() }", "func() bool { type injected int; return true }()", "func() bool { injected := true; return injected }()", "func(err error) bool { goto injected; injected: return true }",
	`err.Error() == "\n//go:linkname injected os.Exit"`, `err.Error() == "*/ func injected() {}"`, "err.Error() == \"`\"", `err.Error() == "\u0060; func injected() {}"`, `strings.Contains(err.Error(), "//line injected.go:1")`,
	"err.Error() == \"\u202e*/\"", "err.Error() == `//go:embed injected`", "err != nil // injected", "err != nil /* injected */", "err != nil || func() bool { return false }()", "unsafe.Sizeof(err) > 0", "err.(interface{ injected() }) != nil",
	"@injected", "@net.unknown; func injected() {}", "../injected", "C.injected", "_", ".", "init", "main", "func", "struct{}", "Injected[int]", "ErrSample,ErrSample", "-1", "1e9h", "0x1p-2s", "100%",
}

// Rule 2.20: Whatever stands in an annotation, what is generated has the declarations that it has for harmless ones, no import but those
// of the runtime and of the source, and no comment that a tool obeys.
func TestNoAnnotationInjects(t *testing.T) {
	w, err := newFuzzWorld()
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{"retry %", "retry 2 %", "policy max_tries=2 %", "use %", "when %", "when errors=% pause=1s", "with %", "off %", "import injected %", "import % os", "decorator %",
		"decorator name=%", "decorator constructor=%", "decorator target=temporal into=%", "wrap %", "wrap with=%", "% 2", "retry 2 %=1"}
	for _, k := range keys.All() {
		lines = append(lines, "policy max_tries=2 errors=ErrSample "+k.Name+"=%")
	}
	generated := 0
	for _, line := range lines {
		for _, text := range hostile {
			for _, form := range []string{text, strconv.Quote(text), "`" + text + "`"} {
				if generateHostile(t, w, strings.Replace(line, "%", form, 1)) {
					generated++
				}
			}
		}
	}
	if generated < 50 {
		t.Errorf("only of %d annotations is anything generated, so that little was tried", generated)
	}
}

// generateHostile holds what is generated from a method with an annotation to what it may be, and reports whether there is anything.
func generateHostile(t *testing.T, w *fuzzWorld, annotation string) bool {
	t.Helper()
	place := "\t//backoff:retry 2\n\t//backoff:" + annotation
	switch verb, _, _ := strings.Cut(annotation, " "); verb {
	case "retry", "policy", "use", "off":
		place = "\t//backoff:" + annotation
	}
	head := ""
	if strings.HasPrefix(annotation, "decorator") || strings.HasPrefix(annotation, "import") {
		head, place = "//backoff:"+annotation+"\n", "\t//backoff:retry 2"
	}
	source := "package p\n\nimport (\n\t\"context\"\n\t\"errors\"\n\t\"strings\"\n)\n\nvar ErrSample = errors.New(\"sample\")\n\nfunc isSample(err error) bool { return strings.HasPrefix(err.Error(), \"x\") }\n\n" +
		head + "type Store interface {\n" + place + "\n\tFetch(ctx context.Context, id string) (int, error)\n}\n"
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || fset.Position(file.FileEnd).Filename != "x.go" {
		return false // Go's own scanner does not take it, or a //line comment counts, as it would without an annotation
	}
	in := w.input(fset, file, source)
	pkg, ds := resolve.Package(in)
	if pkg == nil || diag.HasErrors(ds) || len(in.TypeErrors) > 0 || len(pkg.Files) == 0 {
		return false
	}
	w.compile(t, fset, in, file, pkg)
	text, err := emit.New(pkg).File(pkg.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	out, err := parser.ParseFile(token.NewFileSet(), "x_backoff.go", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range out.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if !slices.Contains([]string{"context", "errors", "strings", "time", "net", "io", "syscall", "crypto/tls", "os", modulePath + "/runtime", modulePath + "/runtime/decorate", modulePath + "/runtime/predeclared"}, path) {
			t.Errorf("//backoff:%s: %s is imported", annotation, path)
		}
	}
	for _, decl := range out.Decls {
		for _, name := range declaredBy(decl) {
			if strings.Contains(strings.ToLower(name), "injected") || name == "init" {
				t.Errorf("//backoff:%s: %s is declared", annotation, name)
			}
		}
	}
	for _, group := range out.Comments {
		for _, c := range group.List {
			for _, obeyed := range []string{"//go:", "//line ", "/*line ", "//export ", "//extern ", "//backoff:", "//nolint", "//lint:", "// +build", "#cgo", "/*"} {
				if strings.HasPrefix(c.Text, obeyed) {
					t.Errorf("//backoff:%s: there is the comment %s", annotation, c.Text)
				}
			}
		}
	}
	return true
}

// declaredBy returns the names that a declaration declares.
func declaredBy(decl ast.Decl) []string {
	if f, ok := decl.(*ast.FuncDecl); ok {
		return []string{f.Name.Name}
	}
	var names []string
	for _, spec := range decl.(*ast.GenDecl).Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			names = append(names, spec.Name.Name)
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				names = append(names, name.Name)
			}
		}
	}
	return names
}
