package closures

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What docs/comparison.md says of other packages in Go stands at the line that it links to, in the version that it names.
func TestComparisonSources(t *testing.T) {
	page, err := os.ReadFile("../../../docs/comparison.md")
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`\[([^\]]+)\]\(https://(github\.com/[^/]+/[^/]+)/blob/(v\d+)([^/]*)/([^#)]+)#L(\d+)\)`)
	found := link.FindAllStringSubmatch(string(page), -1)
	if total := strings.Count(string(page), "/blob/"); total != len(found) || total < 25 {
		t.Errorf("%d links to sources, and %d with a name and a line", total, len(found))
	}
	folders := map[string]string{}
	for _, m := range found {
		name, module, major, rest, file := m[1], m[2], m[3], m[4], m[5]
		if major != "v0" {
			module += "/" + major
		}
		if folders[module] == "" {
			out, err := exec.CommandContext(t.Context(), "go", "mod", "download", "-json", module+"@"+major+rest).Output()
			if err != nil {
				t.Fatalf("%s: %v", module, err)
			}
			folders[module] = regexp.MustCompile(`"Dir": "([^"]+)"`).FindStringSubmatch(string(out))[1]
		}
		text, err := os.ReadFile(filepath.Join(folders[module], filepath.FromSlash(file)))
		if err != nil {
			t.Error(err)
			continue
		}
		line, err := strconv.Atoi(m[6])
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		_, base, ok := strings.Cut(name, ".")
		if !ok {
			base = name
		}
		if line > len(lines) || !strings.Contains(lines[line-1], base) {
			at := 0
			for i, l := range lines {
				if at == 0 && (strings.Contains(l, " "+base+"(") || strings.Contains(l, "\t"+base+"(") || strings.Contains(l, "type "+base+" ")) {
					at = i + 1
				}
			}
			t.Errorf("%s does not stand in %s:%d of %s; perhaps in line %d", name, file, line, module, at)
		}
	}
}
