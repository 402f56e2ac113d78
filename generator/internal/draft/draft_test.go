package draft_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/draft"
)

// packages are type-checked sources, by path, of packages that import each other.
type packages map[string]*types.Package

func (p packages) Import(path string) (*types.Package, error) {
	if pkg := p[path]; pkg != nil {
		return pkg, nil
	}
	return importer.Default().Import(path)
}

func (p packages) add(t *testing.T, path, src string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "x.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	cfg := types.Config{Importer: p}
	pkg, err := cfg.Check(path, fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p[path] = pkg
}

// Rule 2.23: the policy is that of the client that a type belongs to, or that its methods are about; packages with one name get
// different ones; what may not be imported is left out.
func TestClientsAndImports(t *testing.T) {
	p := packages{}
	p.add(t, "google.golang.org/grpc", "package grpc\ntype CallOption interface{ before() }\n")
	p.add(t, "example.com/api/internal/wire", "package wire\ntype Frame struct{}\n")
	p.add(t, "example.com/other/types", "package types\ntype Item struct{}\n")
	p.add(t, "example.com/api/types", "package types\ntype Item struct{}\n")
	p.add(t, "example.com/api", `package api
import (
	"google.golang.org/grpc"
	"example.com/api/internal/wire"
	other "example.com/other/types"
	"example.com/api/types"
)
type Client struct{}
func (*Client) Get(types.Item, ...grpc.CallOption) (other.Item, error) { return other.Item{}, nil }
func (*Client) Raw(*wire.Frame) error { return nil }
`)
	in := draft.Input{Type: p["example.com/api"].Scope().Lookup("Client").(*types.TypeName), Path: "example.com/user", Package: "user", Names: map[string]bool{"Client": true, "grpc": true}}
	text, err := draft.File(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"errors=@grpc\n", // without grpchint, which the module may not have
		"\tgrpc2 \"google.golang.org/grpc\"\n",
		"\ttypes2 \"example.com/other/types\"\n",
		"\tGet(types.Item, ...grpc2.CallOption) (types2.Item, error)\n",
		"// Raw is left out: it has a type of example.com/api/internal/wire, which this package may not import.\n",
		"type ClientAPI interface {\n",
		"var _ ClientAPI = (*api.Client)(nil)\n",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the file has no %q:\n%s", want, text)
		}
	}
	in.Path = "example.com/api/cmd" // which may import what is internal to the module
	text, err = draft.File(in)
	if err != nil || !strings.Contains(string(text), "\tRaw(*wire.Frame) error\n") {
		t.Errorf("error %v, and a file without Raw:\n%s", err, text)
	}
}

// Rule 2.23: what another package does not export is left out, also where it is part of a type without a name. Its own package has it.
func TestUnexportedPartsAreLeftOut(t *testing.T) {
	p := packages{}
	p.add(t, "example.com/api", `package api
type hidden struct{}
type Client struct{}
func (Client) Field(struct{ X, y int }) error { return nil }
func (Client) Deep() ([]map[string]func(*struct{ z bool }), error) { return nil, nil }
func (Client) Embedded(struct{ hidden }) error { return nil }
func (Client) Method(interface{ do() }) error { return nil }
func (Client) Open(struct{ X int `+"`json:\"x\"`"+` }, interface{ Do() }) error { return nil }
type constraint interface{ ~int }
type Generic[K constraint] struct{}
func (Generic[K]) Get() (K, error) { panic(0) }
type Own[K interface{ ~struct{ x int } }] struct{}
func (Own[K]) Get() error { panic(0) }
`)
	lookup := func(name string) *types.TypeName { return p["example.com/api"].Scope().Lookup(name).(*types.TypeName) }
	text, err := draft.File(draft.Input{Type: lookup("Client"), Path: "example.com/user", Package: "user"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"// Field is left out: it has a struct with the field y, which example.com/api does not export.\n",
		"// Deep is left out: it has a struct with the field z, which example.com/api does not export.\n",
		"// Embedded is left out: it has the type hidden, which example.com/api does not export.\n",
		"// Method is left out: it has an interface with the method do, which example.com/api does not export.\n",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the file has no %q:\n%s", want, text)
		}
	}
	p.add(t, "example.com/user", string(text)) // it compiles
	if m, _, _ := types.LookupFieldOrMethod(p["example.com/user"].Scope().Lookup("Client").Type(), false, nil, "Open"); m == nil {
		t.Errorf("there is no Open:\n%s", text)
	}
	for name, want := range map[string]string{
		"Generic": "api.Generic cannot be written in another package: of the constraint of K, it has the type constraint, which example.com/api does not export",
		"Own":     "api.Own cannot be written in another package: of the constraint of K, it has a struct with the field x, which example.com/api does not export",
	} {
		if text, err := draft.File(draft.Input{Type: lookup(name), Path: "example.com/user", Package: "user"}); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s\n%s", err, want, text)
		}
	}
	text, err = draft.File(draft.Input{Type: lookup("Client"), Path: "example.com/api", Package: "api", Names: map[string]bool{"Client": true}})
	if err != nil || strings.Contains(string(text), "is left out") {
		t.Errorf("error %v, and in its own package\n%s", err, text)
	}
}
