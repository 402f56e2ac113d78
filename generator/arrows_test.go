package generator

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows returns what each package may import of this module, which packages may import what from outside of the
// standard library, and what they must not depend on by way of others either, by the start of its path. The drawing in
// docs/architecture.md is made of the first.
func arrows() (within, outside, forbidden map[string][]string) {
	const (
		generator = modulePath + "/generator"
		internal  = generator + "/internal"
		runtime   = modulePath + "/runtime"
		table     = modulePath + "/runtime/keys" // of a policy's keys
	)
	within = map[string][]string{
		modulePath + "/cmd/backoffgen": {generator, generator + "/analyzer", generator + "/diag", modulePath + "/docs", table}, // which has the hints
		modulePath + "/docs":           {},
		generator: {
			generator + "/diag", internal + "/clients", internal + "/directive", internal + "/draft", internal + "/durable", internal + "/emit", internal + "/explain", internal + "/fleet", internal + "/load", internal + "/output", internal + "/plan",
			internal + "/reference", internal + "/resolve", internal + "/wiring", table, // which has the hints
		},
		generator + "/analyzer": {
			generator + "/diag", internal + "/directive", internal + "/output", internal + "/plan", internal + "/resolve", internal + "/stdlib", internal + "/wiring",
		},
		generator + "/diag":     {},
		internal + "/clients":   {table},
		internal + "/directive": {generator + "/diag", internal + "/goname", table},
		internal + "/draft":     {internal + "/clients", internal + "/directive", internal + "/goname", internal + "/resolve"},
		internal + "/durable":   {internal + "/emit", internal + "/goname", internal + "/plan"},
		internal + "/emit":      {internal + "/clients", internal + "/goname", internal + "/plan", table},
		internal + "/explain":   {generator + "/diag", internal + "/clients", internal + "/goname", internal + "/page", internal + "/plan", internal + "/virtual", runtime, runtime + "/decision", table},
		internal + "/fleet":     {internal + "/page", internal + "/plan", internal + "/virtual", runtime, runtime + "/decision"},
		internal + "/goname":    {},
		internal + "/load":      {generator + "/diag", internal + "/clients", internal + "/directive", internal + "/output", internal + "/stdlib"},
		internal + "/output":    {},
		internal + "/page":      {},
		internal + "/plan":      {internal + "/clients", runtime},
		internal + "/playground": {
			generator + "/diag", internal + "/clients", internal + "/directive", internal + "/emit", internal + "/explain", internal + "/fleet", internal + "/page", internal + "/plan", internal + "/resolve", internal + "/stdlib", internal + "/wiring",
		},
		internal + "/reference":       {internal + "/directive", table},
		internal + "/resolve":         {generator + "/diag", internal + "/clients", internal + "/directive", internal + "/goname", internal + "/plan", runtime, table},
		internal + "/stdlib":          {},
		internal + "/virtual":         {runtime, runtime + "/decision"},
		internal + "/wiring":          {generator + "/diag", internal + "/plan", internal + "/resolve"},
		runtime:                       {runtime + "/decision", runtime + "/internal/attempt", runtime + "/internal/clock", runtime + "/internal/engine", runtime + "/internal/shard", table},
		table:                         {},
		runtime + "/decision":         {},
		runtime + "/internal/attempt": {runtime + "/internal/clock"},
		runtime + "/internal/clock":   {},
		runtime + "/internal/shard":   {},
		runtime + "/internal/engine":  {runtime + "/decision", runtime + "/internal/attempt", runtime + "/internal/clock"},
		runtime + "/decorate":         {runtime, runtime + "/internal/attempt", runtime + "/internal/engine"},

		// These stand alone: generated code, users and tests import them.
		runtime + "/httphint":          {runtime + "/internal/attempt"},
		runtime + "/predeclared":       {},
		runtime + "/internal/countctx": {},
	}
	outside = map[string][]string{
		"golang.org/x/tools/go/packages":             {internal + "/load"},
		"golang.org/x/tools/go/gcexportdata":         {internal + "/load", internal + "/playground"},
		"golang.org/x/mod/modfile":                   {internal + "/load"},
		"golang.org/x/mod/module":                    {internal + "/load"},
		"golang.org/x/tools/go/analysis":             {generator + "/analyzer"},
		"golang.org/x/tools/go/types/typeutil":       {internal + "/wiring"},
		"golang.org/x/tools/go/analysis/unitchecker": {modulePath + "/cmd/backoffgen"},
		"github.com/dave/jennifer/jen":               {internal + "/durable", internal + "/emit"},
		"github.com/rogpeppe/go-internal/diff":       {internal + "/output"},
	}
	forbidden = map[string][]string{
		generator + "/analyzer":  {internal + "/load", internal + "/emit", "golang.org/x/tools/go/packages", "github.com/dave/"},
		internal + "/clients":    {"golang.org/", "github.com/dave/", "github.com/rogpeppe/", "net/http"},
		internal + "/directive":  {"go/types"},
		internal + "/playground": {internal + "/load", internal + "/output", "golang.org/x/tools/go/packages", "net/http", "github.com/rogpeppe/"},
		internal + "/reference":  {"go/types", "golang.org/", "github.com/dave/", "github.com/rogpeppe/"},
		internal + "/resolve":    {"golang.org/", "github.com/dave/", "github.com/rogpeppe/"},
		internal + "/emit":       {internal + "/directive", "golang.org/"},
		internal + "/explain":    {internal + "/resolve", "golang.org/", "github.com/dave/", "github.com/rogpeppe/"},
		internal + "/fleet":      {internal + "/resolve", "golang.org/", "github.com/dave/", "github.com/rogpeppe/"},
		internal + "/virtual":    {"go/", "golang.org/", "github.com/dave/", "github.com/rogpeppe/"},
		runtime:                  {"go/", "golang.org/", "github.com/dave/", "github.com/rogpeppe/"},
		table:                    {"go/", "encoding/", "net", "os/", "golang.org/", "github.com/"},
	}
	return within, outside, forbidden
}

// TestArrows holds who imports what to the plan that arrows returns.
// Rule 4.6.
func TestArrows(t *testing.T) {
	within, outside, forbidden := arrows()
	standard := func(path string) bool {
		first, _, _ := strings.Cut(path, "/")
		return !strings.Contains(first, ".")
	}
	for _, line := range goList(t, "{{.ImportPath}}: {{join .Imports \" \"}}") {
		path, imports, _ := strings.Cut(line, ":")
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
		path, deps, _ := strings.Cut(line, ":")
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
	cmd := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}"+format+"{{end}}", modulePath+"/cmd/backoffgen", modulePath+"/generator/internal/playground", modulePath+"/runtime/...")
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
