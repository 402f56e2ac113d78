package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const readme = "../../README.md"

// The README's interface and its generated method are the quickstart's, to the letter.
func TestReadmeShowsTheQuickstart(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(text), 2)
	if len(blocks) < 2 {
		t.Fatal("README.md does not open with an interface and its generated method")
	}
	for i, file := range []string{"forecast.go", "forecast_backoff.go"} {
		source, err := os.ReadFile(filepath.Join("../../golden/quickstart", file))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(source), blocks[i][1]) {
			t.Errorf("golden/quickstart/%s does not hold what README.md shows of it:\n%s", file, blocks[i][1])
		}
	}
}
