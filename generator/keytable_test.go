package generator

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/explain"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/golden/update"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// The table of keys is what the generator knows of a policy. These tests take each of its keys from an annotation to what is
// generated and to what the generated package has of it, and fail with the name of the part that has forgotten it. What the
// runtime makes of a policy is tested beside it.

// TestEveryKeyIsRead: directive has the value of each key.
func TestEveryKeyIsRead(t *testing.T) {
	for _, k := range keys.All() {
		value := sampleOf(t, k)
		fset := token.NewFileSet()
		src := keySource(k, []string{"deadline=1h", k.Name + "=" + value})
		if k.Name == keys.Deadline {
			src = keySource(k, []string{k.Name + "=" + value})
		}
		file, err := parser.ParseFile(fset, "store.go", src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		read, ds := directive.Read(fset, file, []byte(src))
		if diag.HasErrors(ds) {
			t.Errorf("directive: %s: %v", k.Name, ds)
			continue
		}
		p := read.Interfaces[0].Members[0].Policies[0]
		text := p.Value(k.Name).Text
		if len(p.Errors) > 0 {
			text = p.Errors[0].Text
		}
		if text != value {
			t.Errorf("directive: %s=%s is read as %q", k.Name, value, text)
		}
	}
}

// TestEveryKeyIsGenerated: each key comes through resolve into the plan, through emit into the generated code, and is
// explained.
func TestEveryKeyIsGenerated(t *testing.T) {
	_, cases := keyCases(t)
	for _, c := range cases {
		policy := c.annotated.Files[0].Decorators[0].Methods[0].Policy
		if c.Field != "" && c.IsData() {
			if got := c.Format(c.Get(&policy.Values)); got != c.text {
				t.Errorf("resolve: %s=%s becomes %s in the plan", c.Name, c.value, got)
			}
		}
		with, without := code(t, c.source), ""
		if text, err := emit.New(c.without).File(c.without.Files[0]); err != nil {
			t.Errorf("emit: %s: %v", c.Name, err)
		} else {
			without = code(t, text)
		}
		if with == without {
			t.Errorf("emit: the generated code is the same with and without %s", c.Name)
		}
		if c.Field != "" && !strings.Contains(with, c.Field+":") {
			t.Errorf("emit: the generated policy has no %s for %s", c.Field, c.Name)
		}
		told := explained(t, c.annotated)
		if text, ok := told.Policy[c.Name]; ok {
			if text != c.text {
				t.Errorf("explain: %s=%s is explained as %q", c.Name, c.value, text)
			}
		} else if before := explained(t, c.without); fmt.Sprint(told.Lifetime, told.Replay) == fmt.Sprint(before.Lifetime, before.Replay) {
			t.Errorf("explain: it says nothing of %s", c.Name)
		}
	}
}

// code returns Go source without its comments, which hold the annotation.
func code(t *testing.T, source []byte) string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.SortImports(fset, file)
	var out strings.Builder
	if err := (&printer.Config{}).Fprint(&out, fset, file); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// told is what explain says of a method as JSON, as far as keys go.
type told struct {
	Policy   map[string]string
	Lifetime string
	Replay   []string
}

func explained(t *testing.T, p *plan.Package) told {
	t.Helper()
	var out strings.Builder
	if err := explain.WriteJSON(&out, explain.Package(p, around{}), ""); err != nil {
		t.Fatal(err)
	}
	var all []struct{ Methods []told }
	if err := json.Unmarshal([]byte(out.String()), &all); err != nil {
		t.Fatal(err)
	}
	return all[0].Methods[0]
}

// TestEveryKeyIsDocumented: each key is where users look for it: linked from docs/annotations.md, and described in the list of all.
func TestEveryKeyIsDocumented(t *testing.T) {
	if update.Wanted() {
		t.Skip("TestTablesOfAnnotations and TestKeyPages write both")
	}
	text, err := os.ReadFile(annotations)
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(keyPages, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys.All() {
		if !strings.Contains(string(text), "[`"+k.Name+"`](keys/"+k.Name+".md)") {
			t.Errorf("annotations.md has no link to %s: %s", k.Name, update.Command)
		}
		if !strings.Contains(string(list), k.Doc) {
			t.Errorf("%s/README.md does not say what %s does: %s", keyPages, k.Name, update.Command)
		}
	}
}
