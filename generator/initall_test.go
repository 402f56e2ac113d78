package generator

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/draft"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// Rule 2.23: what init writes of any type can be generated from, and compiles, at once. The types are all that these packages export.
func TestWhatInitWritesGenerates(t *testing.T) {
	w, err := newFuzzWorld()
	if err != nil {
		t.Fatal(err)
	}
	decorated := map[string]int{}
	paths := []string{
		"net/http", "net/http/httptest", "net/http/httputil", "net/http/cookiejar", "net/rpc", "net/smtp", "net/textproto", "net/mail", "net", "crypto/tls", "crypto/x509", "database/sql",
		"database/sql/driver", "io", "io/fs", "os", "os/exec", "bufio", "bytes", "strings", "encoding/json", "encoding/xml", "encoding/gob", "encoding/csv", "archive/zip", "archive/tar", "compress/gzip",
		"mime/multipart", "text/template", "html/template", "reflect", "log/slog", "testing", "time", "regexp", "math/big", "go/types", "go/ast", "sync", "net/netip", "net/url",
	}
	want := 150
	if testing.Short() {
		paths, want = paths[:1], 15
	}
	for _, path := range paths {
		pkg, err := w.std.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		w.packages[path] = pkg
		for _, name := range pkg.Scope().Names() {
			typ, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || !typ.Exported() {
				continue
			}
			text, err := draft.File(draft.Input{Type: typ, Path: "example.com/p", Package: "p"})
			if err != nil {
				if told := err.Error(); !strings.HasSuffix(told, "has no exported methods") && !strings.HasPrefix(told, "no method of ") {
					t.Errorf("%s.%s: %v", path, name, err)
				}
				continue
			}
			t.Run(path+"."+name, func(t *testing.T) {
				if w.generateInit(t, string(text)) {
					decorated[path]++
				}
			})
		}
	}
	all := 0
	for _, n := range decorated {
		all += n
	}
	if decorated["net/http"] < 15 || all < want {
		t.Errorf("only these were decorated: %v", decorated)
	}
	t.Logf("%d types were decorated", all)
}

// generateInit holds the generator to it that a source compiles, and that what is generated of it does. It reports whether there is an annotation.
func (w *fuzzWorld) generateInit(t *testing.T, source string) bool {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	w.importAll(t, file)
	in := w.input(fset, file, source)
	for _, err := range in.TypeErrors {
		t.Errorf("%v\n%s", err, source)
	}
	pkg, ds := resolve.Package(in)
	if diag.HasErrors(ds) {
		t.Fatalf("%v\n%s", fmt.Sprint(ds), source)
	}
	if pkg == nil {
		return false
	}
	w.compile(t, fset, in, file, pkg)
	return true
}

// importAll adds what a file imports to the world.
func (w *fuzzWorld) importAll(t *testing.T, file *ast.File) {
	t.Helper()
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if w.packages[path] == nil {
			if w.packages[path], err = w.std.Import(path); err != nil {
				t.Fatal(err)
			}
		}
	}
}
