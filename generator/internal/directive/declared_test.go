package directive_test

import (
	"go/parser"
	"go/token"
	"slices"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

func TestDeclared(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", `package p
import i "io"
type A struct{ field int }
type (B int; C = B)
var d, e = 1, func() { var local int; _ = local }
const f = 1
func g(param int) {}
func (A) method() {}
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for name := range directive.Declared(f) {
		if got = append(got, name.Name); name.Name == "g" {
			break
		}
	}
	if want := []string{"A", "B", "C", "d", "e", "f", "g"}; !slices.Equal(got, want) {
		t.Errorf("declared are %v, want %v", got, want)
	}
}
