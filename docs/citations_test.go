package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/docs"
)

// root is the repository.
const root = ".."

// Every rule has a test that names it, and a test names rules that exist.
func TestRulesAndTests(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads everything")
	}
	tests := goTests(t)
	for _, folder := range []string{"testdata/diag", "testdata/resolve", "testdata/script"} {
		tests = append(tests, cases(t, folder)...)
	}
	named, namedByName := map[string]bool{}, map[string]bool{}
	for _, test := range tests {
		if test.isCase && len(test.rules) == 0 {
			t.Errorf("%s does not begin with the rule that it is about, such as \"Rule 1.7: \"", test.where)
		}
		for _, number := range test.rules {
			if _, ok := docs.Find(number); !ok {
				t.Errorf("%s names rule %s, which docs/rules.md does not have", test.where, number)
			}
			named[number] = true
			namedByName[number] = namedByName[number] || test.byName
			if whole := strings.TrimRight(number, letters); whole != number { // what tests a part tests the whole
				named[whole], namedByName[whole] = true, namedByName[whole] || test.byName
			}
		}
	}
	for _, r := range docs.Rules() {
		switch isCall := strings.HasPrefix(r.Number, "3."); {
		case isCall && !namedByName[r.Number]:
			t.Errorf("no test is called TestRule%s_… after rule %s, %s", strings.Replace(r.Number, ".", "_", 1), r.Number, r.Title)
		case !named[r.Number]:
			t.Errorf("no test names rule %s, %s", r.Number, r.Title)
		}
	}
}

// Who cites a rule, in a comment or a document, cites one that exists.
func TestCitations(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads everything")
	}
	citations := regexp.MustCompile(`\b[Rr]ules? ` + list)
	walk(t, func(string) bool { return true }, func(path string) {
		if ext := filepath.Ext(path); ext != ".go" && ext != ".md" && ext != ".txtar" || filepath.Dir(path) == filepath.Join(root, "docs") && ext == ".go" {
			return
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range citations.FindAllStringSubmatch(string(text), -1) {
			for _, number := range numbers(m[1]) {
				if _, ok := docs.Find(number); !ok {
					t.Errorf("%s cites rule %s (%q), which docs/rules.md does not have", path, number, m[0])
				}
			}
		}
	})
}

// A test is a Go test, or a case of a test, with the rules that it names.
type test struct {
	where  string
	rules  []string
	isCase bool
	byName bool // its own name names them
}

// goTests returns the Go tests of the module.
func goTests(t *testing.T) []test {
	var tests []test
	name := regexp.MustCompile(`^(?:Test|Fuzz|Example)Rule(\d+)_(\d+)([a-z]*)_`)
	walk(t, isOfThisModule, func(path string) {
		if !strings.HasSuffix(path, "_test.go") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			where := fmt.Sprintf("%s in %s", f.Name.Name, path)
			if m := name.FindStringSubmatch(f.Name.Name); m != nil {
				tests = append(tests, test{where: where, rules: spread(m[1]+"."+m[2], m[3]), byName: true})
			} else if strings.Contains(f.Name.Name, "TestRule") && strings.ContainsAny(f.Name.Name, "0123456789") {
				t.Errorf("%s is not called as a test of a rule is: TestRule3_4_…", where)
			}
			if strings.HasPrefix(f.Name.Name, "Test") || strings.HasPrefix(f.Name.Name, "Fuzz") {
				tests = append(tests, test{where: where, rules: begun(f.Doc.Text())})
			}
		}
	})
	return tests
}

// cases returns the cases in a folder.
func cases(t *testing.T, folder string) []test {
	names, err := filepath.Glob(filepath.Join(root, folder, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases in %s: %v", folder, err)
	}
	var tests []test
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(archive.Comment), "\n\n")
		tests = append(tests, test{where: name, rules: begun(strings.ReplaceAll(head, "# ", "")), isCase: true})
	}
	return tests
}

// list is a list of rules as prose has it: "1.7, 1.8 and 3.4ab".
const list = `(\d+\.\d+[a-z]*(?:(?:, | and | or | to |, and )\d+\.\d+[a-z]*)*)`

var (
	line = regexp.MustCompile(`(?m)^Rules? ` + list + `[:.]`)
	one  = regexp.MustCompile(`(\d+\.\d+)([a-z]*)`)
)

// begun returns the rules that lines of a comment begin with.
func begun(comment string) []string {
	var rules []string
	for _, m := range line.FindAllStringSubmatch(comment, -1) {
		rules = append(rules, numbers(m[1])...)
	}
	return rules
}

// numbers returns the numbers in a list of rules.
func numbers(list string) []string {
	var rules []string
	for _, m := range one.FindAllStringSubmatch(list, -1) {
		rules = append(rules, spread(m[1], m[2])...)
	}
	return rules
}

// spread returns a rule, or those of its parts that letters name.
func spread(number, parts string) []string {
	if parts == "" {
		return []string{number}
	}
	var rules []string
	for _, letter := range parts {
		rules = append(rules, number+string(letter))
	}
	return rules
}

// walk visits the repository's files, except the folders that enter refuses.
func walk(t *testing.T, enter func(folder string) bool, visit func(path string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !d.IsDir():
			visit(path)
		case path != root && (strings.HasPrefix(d.Name(), ".") || !enter(path)):
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// isOfThisModule leaves out the modules within the module, and the packages that tests work on.
func isOfThisModule(folder string) bool {
	if slices.Contains(strings.Split(filepath.ToSlash(folder), "/"), "testdata") {
		return false
	}
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err != nil
}
