package emit_test

import (
	"fmt"
	"go/types"
	"strings"
	"testing"
)

// Interfaces that nobody here thought of: every one that these packages of the standard library export, decorated at
// once, in one package.
func TestStandardLibrary(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at a large part of the standard library")
	}
	paths := []string{
		"bufio", "context", "crypto", "crypto/cipher", "crypto/elliptic", "database/sql", "database/sql/driver", "encoding", "encoding/gob",
		"encoding/json", "encoding/xml", "errors", "expvar", "flag", "fmt", "go/ast", "go/types", "hash", "html/template", "image",
		"image/draw", "io", "io/fs", "log/slog", "mime/multipart", "net", "net/http", "net/http/cookiejar", "net/rpc", "net/smtp", "os",
		"reflect", "runtime", "sort", "sync", "testing/fstest", "text/template/parse",
	}
	var source, imports strings.Builder
	count := 0
	for _, path := range paths {
		pkg, err := standard().Import(path)
		if err != nil {
			t.Fatal(err)
		}
		used := false
		for _, name := range pkg.Scope().Names() {
			o, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || !o.Exported() || !isMethodSet(o.Type()) || hasUnexported(o.Type()) {
				continue
			}
			used = true
			fmt.Fprintf(&source, "type I%d%s = p%s.%s\n", count, name, underscored(path), name)
			count++
		}
		if used {
			fmt.Fprintf(&imports, "import p%s %q\n", underscored(path), path)
		}
	}
	if count < 100 {
		t.Errorf("only %d interfaces: the test does not look at what it should", count)
	}
	p := newProgram("-- example.com/p/p.go --\npackage p\n" + imports.String() + source.String())
	p.generate(t, p.retryAll(t, "example.com/p"))
}

func underscored(path string) string { return strings.ReplaceAll(path, "/", "_") }

func hasUnexported(t types.Type) bool {
	for m := range t.Underlying().(*types.Interface).Methods() {
		if !m.Exported() {
			return true
		}
	}
	return false
}
