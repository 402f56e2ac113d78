package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/golden/update"
)

// testdata/pages/explain.html is the page of the command explain for the annotations of the package shop beside it. That module looks at
// the page in a browser.
// Rule 2.25.
func TestPageOfExplain(t *testing.T) {
	dir := moduleOf(t, read(t, "../../testdata/pages/shop/shop.go"))
	needRuntime(t, dir)
	explained, err := generator.Explain(t.Context(), generator.Config{Dir: dir, Env: append(os.Environ(), "GOPROXY=off", "GOWORK=off")})
	if err != nil || diag.HasErrors(explained.Diagnostics) {
		t.Fatalf("%v\n%v", err, explained.Diagnostics)
	}
	var b bytes.Buffer
	if err := explained.WriteHTML(&b, dir); err != nil {
		t.Fatal(err)
	}
	update.File(t, "../../testdata/pages/explain.html", b.String())
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// needRuntime makes a module require the runtime of this repository, and all that this repository requires.
func needRuntime(t *testing.T, dir string) {
	t.Helper()
	root := repository(t)
	_, requirements, _ := strings.Cut(read(t, filepath.Join(root, "go.mod")), "\nrequire ")
	requirements, _, _ = strings.Cut(requirements, "\ntool ")
	mod := strings.Replace(read(t, filepath.Join(dir, "go.mod")), "go 1.26\n", "go 1.26.0\n", 1) + "\nrequire github.com/backoffgen/backoffgen v0.0.0\n\nreplace github.com/backoffgen/backoffgen => " + strconv.Quote(root) + "\n\nrequire " + requirements
	for name, content := range map[string]string{"go.mod": mod, "go.sum": read(t, filepath.Join(root, "go.sum"))} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
