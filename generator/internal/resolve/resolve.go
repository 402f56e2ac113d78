// Package resolve checks the annotations of a package against its types: it returns either a plan, in which everything
// is decided, or diagnostics that say what was expected. It needs only what a loaded package and a go/analysis pass
// both have, changes neither, and keeps no state. So the command, go vet and editors report the same, and calls may run
// at the same time.
package resolve

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// An Input is one type-checked package. Nothing in it is changed.
type Input struct {
	Fset  *token.FileSet
	Files []*ast.File    // the package's syntax without generated files; function bodies are not used
	Pkg   *types.Package // may be incomplete: code may use a decorator that does not exist yet
	Info  *types.Info    // Defs, Uses, Types and Implicits of Files

	// Directives returns what the annotations of a file say, and what is wrong with their text; see [directive.Read].
	Directives func(f *ast.File) (*directive.File, []diag.Diagnostic)

	// Import returns a package that annotations name and their file does not import. An error that wraps [ErrUnchecked]
	// leads to a warning, any other to an error.
	Import func(path string) (*types.Package, error)
	// Version returns the version of a module that Import found packages in, "" where that is not known. It may be nil.
	Version func(module string) string
	// Logf is told what is of interest and needs no diagnostic. It may be nil.
	Logf func(format string, args ...any)
	// Std returns the import paths of the standard packages that have a name, without those that nobody may import.
	Std func(name string) []string
	// Deprecated returns the paragraph that says that a method of another package's interface is deprecated, or
	// nothing. It may be nil if nothing is going to be generated.
	Deprecated func(method types.Object) string

	// Destination is the package that decorators are written into; nil when it is Pkg itself.
	Destination *Destination

	TypeErrors []types.Error // what type checking the package reported

	// Rest is the package's other files, parsed: tests, and what build constraints exclude. Names that they declare are
	// not used for what is generated, and annotations cannot name what they declare, even if it is part of Pkg.
	Rest []*ast.File

	// IsGenerated reports whether the generator wrote a file. The names in it do not count as used, and annotations can
	// name only its types. Nil means that Pkg was checked without generated files.
	IsGenerated func(filename string) bool
}

// ErrUnchecked is what [Input].Import returns, wrapped or not, for a package that may exist but is not available, as in
// an analysis pass. What depends on such a package is not checked, and gets a warning.
var ErrUnchecked = errors.New("not checked here: run backoffgen")

// Package resolves the annotations of a package. It returns all diagnostics, sorted, warnings among them. The plan is
// nil when one of them is an error, and when nothing is annotated.
func Package(in Input) (*plan.Package, []diag.Diagnostic) {
	r := &resolver{Input: in, specs: map[*types.TypeName]*ast.TypeSpec{}, rest: map[string]bool{}, decorated: map[*types.TypeName]*directive.Interface{}, docs: map[types.Object][]*ast.CommentGroup{}, planned: map[*types.TypeName]*plan.Decorator{}}
	r.findings.fset = in.Fset
	for _, f := range in.Files {
		r.indexTypes(f)
	}
	for _, f := range in.Rest {
		r.rest[r.filename(f)] = true
	}
	r.usedNames = newUsedNames(r)

	files := slices.Clone(in.Files)
	slices.SortStableFunc(files, func(a, b *ast.File) int {
		return strings.Compare(r.filename(a), r.filename(b))
	})
	out := &plan.Package{Path: in.Pkg.Path(), Name: in.Pkg.Name(), Types: in.Pkg, Reserved: declaredIn(in.Rest)}
	if in.Destination != nil {
		out.Path, out.Name, out.Target, out.Reserved = in.Destination.Path, in.Destination.Name, in.Destination.Target, declaredIn(in.Destination.Files)
	}
	read := make([]*annotatedFile, len(files))
	for i, f := range files {
		read[i] = r.readFile(f)
	}
	for _, a := range read {
		if pf := r.resolveFile(a); pf != nil {
			out.Files = append(out.Files, pf)
		}
	}
	if !r.isDurable() {
		r.resolveWraps(out)
	}
	r.reportCopies()
	r.nameHelpers(out)

	ds := diag.Compact(r.findings.list)
	if diag.HasErrors(ds) || r.unchecked || len(out.Files) == 0 {
		return nil, ds
	}
	return out, ds
}

// A resolver is one call of [Package].
type resolver struct {
	Input
	findings
	specs       map[*types.TypeName]*ast.TypeSpec        // the package's own type declarations
	rest        map[string]bool                          // the names of the files of Rest
	decorated   map[*types.TypeName]*directive.Interface // those of specs that are annotated
	docs        map[types.Object][]*ast.CommentGroup     // of specs, and of their methods
	planned     map[*types.TypeName]*plan.Decorator      // those of decorated that can be
	wrappings   []*wrapping                              // the same, with what their wraps need
	usedNames   *usedNames
	constraints map[string][]string // those of the files that declare a name; nil until one is looked up
	annotated   []*types.TypeName   // the interfaces
	copies      []directive.Copy
	unchecked   bool // something could not be checked: there is no plan, although there may be no error
}

// indexTypes records where f declares its types.
func (r *resolver) indexTypes(f *ast.File) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		for _, s := range g.Specs {
			spec, ok := s.(*ast.TypeSpec)
			if !ok {
				continue
			}
			if name, ok := r.Info.Defs[spec.Name].(*types.TypeName); ok {
				r.specs[name] = spec
				r.indexDocs(spec, g.Doc)
			}
		}
	}
}

// filename returns the name of f's file on disk, whatever //line comments say.
func (r *resolver) filename(f *ast.File) string {
	return r.Fset.PositionFor(f.FileStart, false).Filename
}

// An annotatedFile is a file together with its annotations.
type annotatedFile struct {
	*ast.File
	directives *directive.File
	broken     bool // not all of them could be read
}

// readFile reads a file's annotations, and records the interfaces that have some.
func (r *resolver) readFile(f *ast.File) *annotatedFile {
	annotations, ds := r.Directives(f)
	r.list = append(r.list, ds...)
	for _, i := range annotations.Interfaces {
		if name, ok := r.Info.Defs[i.Spec.Name].(*types.TypeName); ok {
			r.decorated[name] = i
		}
	}
	return &annotatedFile{f, annotations, diag.HasErrors(ds)}
}

// resolveFile resolves one file; it returns nil when there is nothing in it to decorate.
func (r *resolver) resolveFile(f *annotatedFile) *plan.File {
	name := r.filename(f.File)
	s := r.newScope(f.File, f.directives.Imports)
	s.constraint = constraintOf(filepath.Base(name), f.File)
	out := &plan.File{Source: name, Origin: filepath.Base(name), Constraint: s.constraint, Imports: s.packageNames}
	r.copies = append(r.copies, f.directives.Copies...)
	for _, i := range f.directives.Interfaces {
		if !r.concerns(i) {
			continue
		}
		if name, ok := r.Info.Defs[i.Spec.Name].(*types.TypeName); ok {
			r.annotated = append(r.annotated, name)
		}
		if d := s.resolveDecorator(i); d != nil {
			s.planned[d.Interface] = d
			out.Decorators = append(out.Decorators, d)
		}
	}
	if !f.broken && (r.Destination == nil || r.Destination.Only == nil) {
		s.reportUnused() // otherwise it may be needed by what could not be read
	}
	if len(out.Decorators) == 0 {
		return nil
	}
	out.LintIgnores = r.lintIgnores(f.File, out.Decorators)
	return out
}
