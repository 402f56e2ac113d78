package load

import (
	"go/ast"
	"go/token"
)

// maxNesting is how deep types may be within types: in fields, in arrays, embedded, or as what a type is defined to be. No program
// comes near it. The time that go/types takes to check them grows with its third power.
const maxNesting = 200

const nestingMessage = "this type has more than 200 types within each other; backoffgen does not go deeper"

// tooDeep returns the name of the first type that has more types within each other than maxNesting, of those that the files declare; nil when
// there is none.
func tooDeep(files []*ast.File) *ast.Ident {
	n := nesting{declared: map[string]*ast.TypeSpec{}, depths: map[string]int{}}
	var names []*ast.Ident
	for _, f := range files {
		if f == nil {
			continue
		}
		for _, decl := range f.Decls {
			if decl, ok := decl.(*ast.GenDecl); ok && decl.Tok == token.TYPE {
				for _, spec := range decl.Specs {
					spec := spec.(*ast.TypeSpec)
					n.declared[spec.Name.Name] = spec
					names = append(names, spec.Name)
				}
			}
		}
	}
	if len(n.declared) <= maxNesting {
		return nil
	}
	for _, name := range names {
		if n.of(name.Name) == maxNesting+1 {
			return name
		}
	}
	return nil
}

// tooDeepLiteral returns a type within a type literal of an annotated source that is deeper within it than maxNesting; nil when there
// is none. The time that it takes to print a struct grows with the third power of that.
func tooDeepLiteral(files []*ast.File, isAnnotated func(*ast.File) bool) (found ast.Node) {
	for _, f := range files {
		if f == nil || !isAnnotated(f) {
			continue
		}
		depth := 0
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil {
				depth--
				return false
			}
			if _, isType := n.(*ast.FieldList); isType && depth/fieldNodes > maxNesting && found == nil {
				found = n
			}
			if found != nil {
				return false
			}
			depth++
			return true
		})
	}
	return found
}

// fieldNodes are the nodes between a type literal and one that it has in a field: the list of its fields, the field, and the literal.
const fieldNodes = 3

// nesting finds out how many types are within each other.
type nesting struct {
	declared map[string]*ast.TypeSpec
	depths   map[string]int
}

// of returns how many types are within each other in the type called name, itself included. A type that is within itself, which no
// program may have, counts as if it were not.
func (n nesting) of(name string) int {
	spec := n.declared[name]
	if spec == nil {
		return 0
	}
	depth, known := n.depths[name]
	if !known {
		n.depths[name] = 0 // for a type within itself
		depth = 1 + n.within(spec.Type)
		n.depths[name] = depth
	}
	return depth
}

// within returns how many types are within each other in a type.
func (n nesting) within(x ast.Expr) int {
	deepest := 0
	see := func(x ast.Expr) {
		if x != nil {
			deepest = max(deepest, n.within(x))
		}
	}
	switch x := x.(type) {
	case *ast.Ident:
		return n.of(x.Name)
	case *ast.ParenExpr:
		return n.within(x.X)
	case *ast.ArrayType:
		if x.Len != nil { // of a slice there may be none
			see(x.Elt)
		}
	case *ast.StructType:
		for _, field := range x.Fields.List {
			see(field.Type)
		}
	case *ast.InterfaceType:
		for _, field := range x.Methods.List {
			if len(field.Names) == 0 {
				see(field.Type)
			}
		}
	case *ast.BinaryExpr:
		see(x.X)
		see(x.Y)
	case *ast.UnaryExpr:
		see(x.X)
	case *ast.IndexExpr:
		see(x.X)
		see(x.Index)
	case *ast.IndexListExpr:
		see(x.X)
		for _, index := range x.Indices {
			see(index)
		}
	}
	return deepest
}
