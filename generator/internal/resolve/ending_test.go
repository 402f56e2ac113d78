package resolve_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// engineEnds returns the types of results that the engine ends, as its source has them.
func engineEnds(t *testing.T) []string {
	t.Helper()
	const source = "../../../runtime/internal/engine/discard.go"
	file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncDecl); ok && f.Name.Name != "end" {
			return false
		}
		if c, ok := n.(*ast.CaseClause); ok {
			for _, e := range c.List {
				found = append(found, types.ExprString(e))
			}
		}
		return true
	})
	if len(found) < 10 {
		t.Fatalf("%s ends %v: where is the rest?", source, found)
	}
	return found
}

// What is closed when nobody gets it is the same for the generator, which writes the call, and for the engine, which carries it
// out.
//
// Rule 3.9.
func TestTheGeneratorKnowsWhatTheEngineEnds(t *testing.T) {
	closes := func(result string) bool {
		m := safetyMethod(t, "Get(ctx context.Context) ("+result+", error)", "")
		return strings.HasSuffix(lifetimeText(m.Lifetime), "closes r0")
	}
	for _, result := range engineEnds(t) {
		if !closes(result) {
			t.Errorf("the engine ends a %s, and the generator does not ask it to", result)
		}
	}
	for _, result := range []string{
		"interface{ Stop(context.Context) }", "interface{ Cancel(context.Context) }", "interface{ Rollback(context.Context) }",
		"interface{ Stop(context.Context) bool }", "interface{ Cancel() bool }", "interface{ Rollback() bool }", "interface{ Close(int) error }",
		"interface{ Stop(context.Context, int) error }", "interface{ Wait() error }", "interface{ Close() (int, error) }",
	} {
		if closes(result) {
			t.Errorf("the generator asks the engine to end a %s, which it does not", result)
		}
	}
}
