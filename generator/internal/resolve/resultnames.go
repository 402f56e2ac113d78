package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
)

// A resultVar has the variables that stand for a result in an expression: by its own name and by its number.
type resultVar struct{ named, numbered *types.Var }

// resultNames are the results of a method as an expression can name them.
type resultNames struct {
	results []resultVar
	list    []*types.Var
}

// resultVars returns the variables for results: by their own names, and as r0, r1 and so on; the error is err.
func resultVars(results *types.Tuple) resultNames {
	var out resultNames
	used := map[string]bool{}
	add := func(name string, t types.Type) *types.Var {
		if name == "" || name == "_" || used[name] {
			return nil
		}
		used[name] = true
		// The variable belongs to no package: it is the generated function's parameter.
		v := types.NewVar(token.NoPos, nil, name, t)
		out.list = append(out.list, v)
		return v
	}
	out.results = make([]resultVar, results.Len())
	for i := range results.Len() {
		out.results[i].named = add(results.At(i).Name(), results.At(i).Type())
	}
	for i := range results.Len() {
		name := numbered(results, i)
		out.results[i].numbered = add(name, results.At(i).Type())
	}
	return out
}

// numbered returns the name of a result by its number.
func numbered(results *types.Tuple, i int) string {
	if i == results.Len()-1 {
		return "err"
	}
	return "r" + strconv.Itoa(i)
}

// used returns the name that an expression uses for each result except the error. If it uses both names of one, that
// one is returned as both.
func (n resultNames) used(x *expression) (names []string, both string) {
	for _, r := range n.results[:len(n.results)-1] {
		byName := r.named != nil && mentions(x, r.named)
		byNumber := r.numbered != nil && mentions(x, r.numbered)
		switch {
		case byName && byNumber:
			return nil, r.numbered.Name()
		case byName:
			names = append(names, r.named.Name())
		case byNumber:
			names = append(names, r.numbered.Name())
		default:
			names = append(names, "_")
		}
	}
	return names, ""
}

// errorIn returns where an expression names the error, or nil.
func (n resultNames) errorIn(x *expression) *ast.Ident {
	last := n.results[len(n.results)-1]
	var at *ast.Ident
	for id, obj := range x.info.Uses {
		v, ok := obj.(*types.Var)
		if ok && (v == last.named || v == last.numbered) && (at == nil || id.Pos() < at.Pos()) {
			at = id
		}
	}
	return at
}

// nameList lists what the results of a method, but for its error, may be called: "user, r1 and total".
func nameList(results *types.Tuple) string {
	list := ""
	last := results.Len() - 2
	for i := range last + 1 {
		name := results.At(i).Name()
		if name == "" || name == "_" {
			name = numbered(results, i)
		}
		switch {
		case i > 0 && i == last:
			list += " and "
		case i > 0:
			list += ", "
		}
		list += name
	}
	return list
}

func withoutLast(t *types.Tuple) []*types.Var {
	var out []*types.Var
	for i := range t.Len() - 1 {
		out = append(out, unnamed(t.At(i).Type()))
	}
	return out
}

func unnamed(t types.Type) *types.Var { return types.NewParam(token.NoPos, nil, "", t) }
