package playground

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"
)

// A mention is a name of a package that a source mentions, and what it must be there to mean something.
type mention struct {
	name    string
	kind    mentionKind
	params  int      // of a generic type
	members []string // fields that are known
}

type mentionKind int

const (
	asType      mentionKind = iota // of a value
	asErrorType                    // whose pointers are errors
	asInterface                    // that is embedded
	asFunction                     // of anything
	asPredicate                    // over an error
	asError                        // a variable
	asValue                        // a variable of some type
)

// mentions returns what the source mentions of a package. The first mention of a name counts, and code before annotations.
func (p *packages) mentions(path, name string) []mention {
	var list []mention
	for _, local := range p.localNames(path, name) {
		list = append(append(list, inCode(p.file, local)...), inAnnotations(p.source, local)...)
	}
	return list
}

// inCode returns what code mentions of a package that it knows by a name.
func inCode(file *ast.File, local string) []mention {
	var list []mention
	kinds := map[ast.Expr]mention{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.InterfaceType:
			for _, f := range n.Methods.List {
				if len(f.Names) == 0 {
					kinds[f.Type] = mention{kind: asInterface}
				}
			}
		case *ast.CallExpr:
			kinds[n.Fun] = mention{kind: asFunction}
		case *ast.ValueSpec:
			for _, v := range n.Values {
				kinds[v] = mention{kind: asValue}
			}
		case *ast.IndexExpr:
			kinds[n.X] = mention{kind: kinds[n].kind, params: 1}
		case *ast.IndexListExpr:
			kinds[n.X] = mention{kind: kinds[n].kind, params: len(n.Indices)}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == local && n.Sel.IsExported() {
				m := kinds[n]
				m.name = n.Sel.Name
				list = append(list, m)
			}
		}
		return true
	})
	return list
}

var (
	annotation = regexp.MustCompile(`(?m)^[ \t]*//backoff:.*$`)
	selector   = regexp.MustCompile(`(\*?)\b(\w+)\.([A-Z]\w*)(\(?)`)
)

// inAnnotations returns what annotations mention of a package that they know by a name.
func inAnnotations(source, local string) []mention {
	var list []mention
	for _, line := range annotation.FindAllString(source, -1) {
		for _, m := range selector.FindAllStringSubmatch(line, -1) {
			if m[2] != local {
				continue
			}
			found := mention{name: m[3], kind: asErrorType}
			switch {
			case m[4] != "", strings.HasPrefix(m[3], "Is"):
				found.kind = asPredicate
			case m[1] != "":
			case strings.HasPrefix(m[3], "Err"), strings.HasPrefix(m[3], "EOF"), strings.Contains(line, "=="+m[0]), strings.Contains(line, "== "+m[0]):
				found.kind = asError
			}
			list = append(list, found)
		}
	}
	return list
}

// declare declares the name in a package that does not have it yet.
func (m mention) declare(pkg *types.Package) {
	if pkg.Scope().Lookup(m.name) != nil {
		return
	}
	failure := types.Universe.Lookup("error").Type()
	anything := types.Universe.Lookup("any").Type()
	variable := func(name string, t types.Type) *types.Var { return types.NewParam(token.NoPos, pkg, name, t) }
	switch m.kind {
	case asError:
		pkg.Scope().Insert(types.NewVar(token.NoPos, pkg, m.name, failure))
	case asValue:
		pkg.Scope().Insert(types.NewVar(token.NoPos, pkg, m.name, anything))
	case asPredicate:
		sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(variable("err", failure)), types.NewTuple(variable("", types.Typ[types.Bool])), false)
		pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, m.name, sig))
	case asFunction:
		sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(variable("args", types.NewSlice(anything))), types.NewTuple(variable("", anything)), true)
		pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, m.name, sig))
	default:
		m.declareType(pkg)
	}
}

// declareType declares a type about which nothing is known. Pointers to it are errors where it has to be one.
func (m mention) declareType(pkg *types.Package) {
	name := types.NewTypeName(token.NoPos, pkg, m.name, nil)
	var underlying types.Type = types.NewInterfaceType(nil, nil).Complete()
	if m.kind != asInterface {
		var fields []*types.Var
		for _, f := range m.members {
			fields = append(fields, types.NewField(token.NoPos, pkg, f, types.Typ[types.String], false))
		}
		underlying = types.NewStruct(fields, nil)
	}
	named := types.NewNamed(name, underlying, nil)
	if m.params > 0 {
		var params []*types.TypeParam
		for i := range m.params {
			params = append(params, types.NewTypeParam(types.NewTypeName(token.NoPos, pkg, string(rune('A'+i)), nil), types.Universe.Lookup("any").Type()))
		}
		named.SetTypeParams(params)
	}
	if m.kind == asErrorType {
		receiver := types.NewVar(token.NoPos, pkg, "", types.NewPointer(named))
		sig := types.NewSignatureType(receiver, nil, nil, nil, types.NewTuple(types.NewParam(token.NoPos, pkg, "", types.Typ[types.String])), false)
		named.AddMethod(types.NewFunc(token.NoPos, pkg, "Error", sig))
	}
	pkg.Scope().Insert(name)
}
