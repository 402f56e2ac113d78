package predeclared_test

import (
	"go/types"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/runtime/predeclared"
)

// Every predeclared type has a name here, so that a generated file never lacks one.
func TestEveryType(t *testing.T) {
	text, err := os.ReadFile("predeclared.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range types.Universe.Names() {
		if _, isType := types.Universe.Lookup(name).(*types.TypeName); !isType || name == "any" {
			continue
		}
		exported := strings.ToUpper(name[:1]) + name[1:]
		found := false
		for line := range strings.Lines(string(text)) {
			fields := strings.Fields(line)
			found = found || len(fields) == 3 && fields[0] == exported && fields[1] == "=" && fields[2] == name
		}
		if !found {
			t.Errorf("there is no %s = %s", exported, name)
		}
	}
}

func TestZero(t *testing.T) {
	if predeclared.Zero[*int]() != nil || predeclared.Zero[error]() != nil || predeclared.ZeroLike(t.Name) != nil {
		t.Error("the zero value of a pointer, an interface or a function is not nil")
	}
}

func TestIsNil(t *testing.T) {
	var err error
	if !predeclared.IsNil(err) || predeclared.IsNil(error(os.ErrNotExist)) || predeclared.IsNil(t) {
		t.Error("IsNil does not tell nil from what is not")
	}
}

// It is on the way of everybody who calls a package's own type error, and brings nothing along.
func TestImportsNothing(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.Imports}}", ".").Output()
	if err != nil || strings.TrimSpace(string(out)) != "[]" {
		t.Errorf("imports are %s, error %v", out, err)
	}
}
