package generator

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestArrows holds which package may import which, and what only one of them may import from outside.
func TestArrows(t *testing.T) {
	const generator = modulePath + "/generator"
	within := map[string][]string{ // what each may import of this module
		modulePath + "/cmd/backoffgen": {generator, generator + "/analyzer", generator + "/diag", generator + "/explain"},
		generator: {
			generator + "/diag", generator + "/directive", generator + "/emit", generator + "/explain", generator + "/load", generator + "/output", generator + "/plan",
			generator + "/resolve",
		},
		generator + "/analyzer": {
			generator + "/diag", generator + "/directive", generator + "/output", generator + "/resolve", generator + "/stdlib",
		},
		generator + "/diag":      {},
		generator + "/directive": {generator + "/diag"},
		generator + "/emit":      {generator + "/plan"},
		generator + "/explain":   {generator + "/diag", generator + "/directive", generator + "/plan", modulePath + "/runtime"},
		generator + "/load":      {generator + "/diag", generator + "/directive", generator + "/output", generator + "/stdlib"},
		generator + "/output":    {},
		generator + "/plan":      {modulePath + "/runtime"},
		generator + "/resolve":   {generator + "/diag", generator + "/directive", generator + "/plan", modulePath + "/runtime"},
		generator + "/stdlib":    {},
		modulePath + "/runtime":  {},
	}
	outside := map[string][]string{ // which may import what from outside of the standard library
		"golang.org/x/tools/go/packages":             {generator + "/load"},
		"golang.org/x/tools/go/gcexportdata":         {generator + "/load"},
		"golang.org/x/tools/go/analysis":             {generator + "/analyzer"},
		"golang.org/x/tools/go/analysis/unitchecker": {modulePath + "/cmd/backoffgen"},
		"github.com/dave/jennifer/jen":               {generator + "/emit"},
		"github.com/rogpeppe/go-internal/diff":       {generator + "/output"},
	}
	forbidden := map[string][]string{ // what not even others may bring along, by the start of its path
		generator + "/analyzer":  {generator + "/load", generator + "/emit", "golang.org/x/tools/go/packages", "github.com/dave/"},
		generator + "/directive": {"go/types"},
		generator + "/resolve":   {"golang.org/", "github.com/dave/", "github.com/rogpeppe/"},
		generator + "/emit":      {generator + "/directive", "golang.org/"},
		generator + "/explain":   {generator + "/resolve", "golang.org/", "github.com/dave/", "github.com/rogpeppe/"},
		modulePath + "/runtime":  {"go/", "golang.org/", "github.com/dave/", "github.com/rogpeppe/"},
	}
	standard := func(path string) bool {
		first, _, _ := strings.Cut(path, "/")
		return !strings.Contains(first, ".")
	}
	for _, line := range goList(t, "{{.ImportPath}}: {{join .Imports \" \"}}") {
		path, imports, _ := strings.Cut(line, ": ")
		allowed, ok := within[path]
		if !ok {
			t.Errorf("%s stands nowhere in this plan", path)
			continue
		}
		for imported := range strings.FieldsSeq(imports) {
			switch {
			case standard(imported):
			case strings.HasPrefix(imported, modulePath):
				if !slices.Contains(allowed, imported) {
					t.Errorf("%s imports %s", path, imported)
				}
			case !slices.Contains(outside[imported], path):
				t.Errorf("%s imports %s", path, imported)
			}
		}
	}
	for _, line := range goList(t, "{{.ImportPath}}: {{join .Deps \" \"}}") {
		path, deps, _ := strings.Cut(line, ": ")
		for dep := range strings.FieldsSeq(deps) {
			for _, start := range forbidden[path] {
				if strings.HasPrefix(dep, start) {
					t.Errorf("%s depends on %s", path, dep)
				}
			}
		}
	}
}

// goList lists the packages of the command, the generator and the runtime, a line for each.
func goList(t *testing.T, format string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}"+format+"{{end}}", modulePath+"/cmd/backoffgen")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, modulePath) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}
