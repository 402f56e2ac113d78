package clients

import (
	"fmt"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/golden/update"
)

// groups are the modules below testdata/clients that compile and try the predicates of clients.
func groups() map[string][]string {
	return map[string][]string{
		"standard": {"net", "http"},
		"sql":      {"pgx", "pq", "mysql"},
		"sqlite":   {"sqlite", "sqlite3"},
		"rpc":      {"grpc", "connect", "etcd", "temporal", "gcp"},
		"cloud":    {"aws", "azure", "k8s"},
		"queues":   {"sarama", "kafkago", "franz", "nats"},
		"stores":   {"redis", "mongo", "gocql", "clickhouse"},
		"elastic":  {"elastic"},
	}
}

// TestPrinted holds the predicates below testdata/clients against the table. The modules there compile them against the
// clients and ask them about errors.
func TestPrinted(t *testing.T) {
	var tried []string
	for group, names := range groups() {
		if group != "standard" { // which golden/classes runs
			update.File(t, filepath.Join("..", "..", "..", "testdata", "clients", group, "annotated.go"), annotated(t, group, names))
		}
		for _, name := range names {
			tried = append(tried, name)
			c, ok := Lookup(name)
			if !ok {
				t.Fatalf("there is no client %s", name)
			}
			folder := filepath.Join("..", "..", "..", "testdata", "clients", group)
			update.File(t, filepath.Join(folder, name+".go"), printAll(t, group, c))
			for _, module := range c.OtherModules {
				other := c.In(module)
				other.Name += "other"
				update.File(t, filepath.Join(folder, other.Name+".go"), printAll(t, group, other))
			}
		}
	}
	slices.Sort(tried)
	if all := slices.Sorted(slices.Values(Names())); !slices.Equal(tried, all) {
		t.Errorf("tried are %q, and there are %q", tried, all)
	}
}

// TestGeneratedAsPrinted: what a decorator asks is what is printed, and tried with the client's errors.
// Rule 1.31.
func TestGeneratedAsPrinted(t *testing.T) {
	for group, names := range groups() {
		if group == "standard" {
			continue
		}
		generated, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "clients", group, "annotated_backoff.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			c, _ := Lookup(name)
			steps, _, err := c.Select(Safe(), Installed{})
			if err != nil {
				t.Fatal(err)
			}
			source, _, err := Print(Function{Name: "retryingClientsIs" + c.Identifier(), Client: c, Classes: Safe(), Steps: steps})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(generated), source) {
				t.Errorf("what is generated for @%s in %s is not what is printed:\n%s", name, group, source)
			}
		}
	}
}

// annotated returns a file with an interface that names all that is known of some clients.
func annotated(t *testing.T, group string, names []string) string {
	t.Helper()
	var methods strings.Builder
	imports := ""
	method := func(name, annotation string) {
		fmt.Fprintf(&methods, "\n\t%s\n\t%s(ctx context.Context) error\n", strings.ReplaceAll(annotation, "\n", "\n\t"), name)
	}
	for _, name := range names {
		c, _ := Lookup(name)
		method(c.Identifier(), c.Start)
		method(c.Identifier()+"Once", fmt.Sprintf("//backoff:policy max_tries=2 errors=@%s idempotent=no", name))
		all := "@" + name
		for _, class := range []Class{Conflict, Unknown} {
			if len(c.of(class)) > 0 {
				all += ",@" + name + "." + string(class)
			}
		}
		method(c.Identifier()+"All", "//backoff:policy max_tries=2 idempotent=yes errors="+all)
		if strings.Contains(c.Start, "grpchint.") {
			imports = "//backoff:import \"github.com/backoffgen/backoffgen/runtime/grpchint\"\n\n"
		}
	}
	return fmt.Sprintf(`// Code generated from the table of clients' errors. DO NOT EDIT.

package %s

import "context"

%s//go:generate go tool backoffgen

// Clients has methods for each client: under the policy to start from, one that must not be carried out twice, and one that
// retries all that is known.
type Clients interface {
%s}
`, group, imports, strings.TrimPrefix(methods.String(), "\n"))
}

// printAll returns a file with a predicate for each class of c, one for all that is safe to repeat, and a map of the
// classes'.
func printAll(t *testing.T, group string, c Client) string {
	t.Helper()
	var code, list strings.Builder
	imports := map[string]string{}
	add := func(function, class string, print func() (string, []Package, error)) {
		source, needed, err := print()
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		fmt.Fprintf(&code, "\n%s", source)
		for _, p := range needed {
			imports[p.Path] = p.Name
		}
		if class != "" {
			fmt.Fprintf(&list, "\t%q: %s,\n", class, function)
		}
	}
	for _, class := range Classes() {
		steps, leftOut, err := c.Select([]Class{class}, Installed{})
		if err != nil {
			continue // TestEveryClassIsFilledOrExplained has them
		}
		if len(leftOut) > 0 {
			t.Errorf("%s: %v is left out, although nothing is missing", c.Name, leftOut)
		}
		name := "is" + c.Identifier(class)
		add(name, string(class), func() (string, []Package, error) {
			return Print(Function{Name: name, Client: c, Classes: []Class{class}, Steps: steps})
		})
	}
	for _, classes := range [][]Class{Safe(), append(Safe(), Unknown)} { // as an annotation with the client's name alone
		steps, _, err := c.Select(classes, Installed{})
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		var names []string
		for _, class := range classes {
			names = append(names, string(class))
		}
		name := "is" + c.Identifier(classes...)
		add(name, strings.Join(names, ","), func() (string, []Package, error) {
			return Print(Function{Name: name, Client: c, Classes: classes, Steps: steps})
		})
	}
	for _, class := range Classes() {
		if rules, err := c.SelectResponses([]Class{class}); err == nil {
			add("", "", func() (string, []Package, error) {
				name := "is" + c.Identifier(class) + "Response"
				return PrintResponses(Function{Name: name, Client: c, Classes: []Class{class}}, rules)
			})
		}
	}
	var file strings.Builder
	fmt.Fprintf(&file, "// Code generated from the table of clients' errors. DO NOT EDIT.\n\npackage %s\n\nimport (\n", group)
	for _, path := range slices.Sorted(maps.Keys(imports)) {
		name := imports[path] + " "
		if imports[path] == filepath.Base(path) {
			name = ""
		}
		fmt.Fprintf(&file, "\t%s%q\n", name, path)
	}
	fmt.Fprintf(&file, ")\n\n// %[1]sClasses are the predicates of @%[1]s.\nfunc %[1]sClasses() map[string]func(error) bool {\nreturn map[string]func(error) bool{\n%[2]s}\n}\n", c.Name, list.String())
	file.WriteString(code.String())
	formatted, err := format.Source([]byte(file.String()))
	if err != nil {
		t.Fatalf("%s: %v in\n%s", c.Name, err, file.String())
	}
	return string(formatted)
}
