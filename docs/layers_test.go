package docs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/golden/update"
)

// layers are the retry layers of docs/guides/layers.md. Theirs is a number of lines of code, without empty ones and comments, as
// counted in the original at the version that the page names; that of etcd is counted anew by its module's test.
var layers = []struct {
	name, module string
	files        []string
	theirs       string
}{
	{"Cortex, BucketWithRetries", "objstore", []string{"bucket.go"}, "99"},
	{"etcd, retryKVClient", "etcd", []string{"kv.go"}, "70"},
	{"Temporal, retryable clients", "temporal", []string{"clients.go", "policies.go"}, "14 for each method"},
	{"client-go, retry.OnError around each call", "pods", []string{"pods.go"}, "3 at each call"},
	{"Mattermost, its template's output", "store", []string{"errors.go"}, "18 for each method"},
	{"gowrap, its template's output", "gowrap", []string{"store.go"}, "16 for each method"},
}

// The figures of the page are counted: our lines are those that a person writes, annotations included.
func TestLayersFigures(t *testing.T) {
	const page = "guides/layers.md"
	var b strings.Builder
	b.WriteString("| layer | methods retried | theirs | ours |\n|---|---|---|---|\n")
	for _, layer := range layers {
		dir := filepath.Join(root, "testdata", "migrations", layer.module)
		lines := 0
		for _, file := range layer.files {
			lines += linesOfCode(read(t, filepath.Join(dir, file)))
		}
		generated, err := filepath.Glob(filepath.Join(dir, "*_backoff.go"))
		if err != nil {
			t.Fatal(err)
		}
		if layer.module == "store" { // its interfaces are there without retries, too
			lines += strings.Count(read(t, filepath.Join(dir, "store.go")), "//backoff:")
		}
		methods := 0
		for _, file := range generated {
			methods += strings.Count(read(t, file), ".Call()\n")
		}
		fmt.Fprintf(&b, "| [%s](../../testdata/migrations/%s) | %d | %s | %d |\n", layer.name, layer.module, methods, layer.theirs, lines)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	update.File(t, page, update.Section(t, string(text), "layers", b.String()))
}

// linesOfCode counts a file's lines without empty ones and comments; annotations count.
func linesOfCode(text string) int {
	lines := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && (!strings.HasPrefix(line, "//") || strings.HasPrefix(line, "//backoff:")) {
			lines++
		}
	}
	return lines
}
