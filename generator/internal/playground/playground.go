// Package playground does what the command does, for one file that is in memory: it says what is wrong with the annotations, generates the
// decorators, explains them, and simulates them. The resolver and the emitter are those of the command. Only loading differs: packages come from
// export data that is given, and what is not among it is taken to have what is named of it. It reads no files and runs nothing, so that it
// also works as WebAssembly in a browser.
package playground

import (
	"archive/zip"
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/explain"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
	"github.com/backoffgen/backoffgen/generator/internal/wiring"
)

// filename is what the source is called.
const filename = "source.go"

// The codes of diagnostics that are not the resolver's.
const (
	SyntaxError = "syntax-error"
	CannotEmit  = "cannot-emit"
)

// A Playground has the packages that sources may import. It is for one goroutine at a time.
type Playground struct {
	library *library
	latest  *checked      // the last source without an error
	longest time.Duration // that a simulation may take
}

// New returns a playground whose packages are in an archive: a file for each, by its import path, that is the part of the go command's
// export data up to the end of __.PKGDEF. It must be of the Go release that this program is built with.
func New(exported *zip.Reader) *Playground {
	return &Playground{library: newLibrary(exported), longest: 3 * time.Second}
}

// checked is a source that has been checked.
type checked struct {
	plan *plan.Package
	code *wiring.Code
}

// An Answer is what there is to say of a source.
type Answer struct {
	Diagnostics []Diagnostic `json:"diagnostics"`
	Source      string       `json:"source"`      // as HTML
	Generated   string       `json:"generated"`   // as HTML; empty when there is an error
	Explanation string       `json:"explanation"` // the same
	Methods     []string     `json:"methods"`     // those that can be simulated
	Notes       []string     `json:"notes"`       // about packages that are not at hand
}

// Check checks a source, generates its decorators, and explains them.
func (p *Playground) Check(source string) Answer {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, filename, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return p.refuse(source, syntaxErrors(err))
	}
	lookup := newPackages(p.library, file, source)
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
	var typeErrors []types.Error
	conf := types.Config{Importer: lookup, FakeImportC: true, Sizes: types.SizesFor("gc", "amd64"), Error: func(err error) {
		if e, ok := errors.AsType[types.Error](err); ok {
			typeErrors = append(typeErrors, e)
		}
	}}
	pkg, _ := conf.Check("example.com/"+file.Name.Name, fset, []*ast.File{file}, info) // Error has its errors
	var cache directive.Cache
	resolved, ds := resolve.Package(resolve.Input{
		Fset: fset, Files: []*ast.File{file}, Pkg: pkg, Info: info, TypeErrors: typeErrors,
		Directives: func(f *ast.File) (*directive.File, []diag.Diagnostic) { return cache.Read(fset, f, []byte(source)) },
		Import:     lookup.Import, Std: p.library.byName,
	})
	if resolved == nil {
		answer := p.refuse(source, ds)
		answer.Notes = lookup.notes()
		return answer
	}
	var generated strings.Builder
	written := emit.New(resolved)
	for _, f := range resolved.Files {
		content, err := written.File(f)
		if err != nil {
			return p.refuse(source, append(ds, diag.Diagnostic{Code: CannotEmit, Pos: token.Position{Filename: filename, Line: 1, Column: 1}, Message: err.Error()}))
		}
		generated.Write(content)
	}
	p.latest = &checked{resolved, &wiring.Code{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, Info: info}}
	return Answer{
		Diagnostics: diagnostics(source, ds), Source: highlight(source, ds), Generated: highlight(generated.String(), nil), Explanation: p.latest.explanation(),
		Methods: p.latest.methods(), Notes: lookup.notes(),
	}
}

// refuse answers that a source has errors, or nothing to decorate.
func (p *Playground) refuse(source string, ds []diag.Diagnostic) Answer {
	p.latest = nil
	return Answer{Diagnostics: diagnostics(source, ds), Source: highlight(source, ds), Methods: []string{}, Notes: []string{}}
}

// syntaxErrors returns what the parser found.
func syntaxErrors(err error) []diag.Diagnostic {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return []diag.Diagnostic{{Code: SyntaxError, Pos: token.Position{Filename: filename, Line: 1, Column: 1}, Message: err.Error()}}
	}
	list.RemoveMultiples()
	var ds []diag.Diagnostic
	for _, e := range list {
		ds = append(ds, diag.Diagnostic{Code: SyntaxError, Pos: e.Pos, Message: e.Msg})
	}
	return ds
}

// explanation explains all methods, as a part of a page.
func (c *checked) explanation() string {
	var b bytes.Buffer
	if err := explain.WriteFragment(&b, explain.Package(c.plan, c), ""); err != nil {
		return "" // a buffer takes everything
	}
	return b.String()
}

// Policy implements [explain.Around].
func (c *checked) Policy(shared types.Object) *plan.Policy {
	if shared.Pkg() != c.code.Pkg {
		return nil
	}
	return c.code.Policy(shared.Name())
}

// Words implements [explain.Around].
func (c *checked) Words(obj types.Object) string {
	if obj.Pkg() != c.code.Pkg {
		return ""
	}
	return c.code.Words(obj.Name())
}

// method returns a method under a policy whose values are known, by its name.
func (c *checked) method(name string) *plan.Method {
	for m := range c.plan.Methods() {
		if m.Policy == nil || name != m.FullName() {
			continue
		}
		if known := m.Known(c.Policy); known != nil {
			return known
		}
	}
	return nil
}

// methods returns the names of the methods that method knows, in the order of the source.
func (c *checked) methods() []string {
	names := []string{}
	for m := range c.plan.Methods() {
		if name := m.FullName(); m.Policy != nil && m.Known(c.Policy) != nil && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
