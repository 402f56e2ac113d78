package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A variable is something that an expression may name, such as the error, or a parameter of the method. Its object belongs to
// no package: it is a parameter of the function that is generated from the expression.
type variable struct {
	object   *types.Var
	argument plan.Argument // what it stands for; its name is the variable's
	word     bool          // the name means this and nothing else, as p0 does
	useless  bool          // what names it is refused, so that nobody is told of it
}

func newVariable(name string, t types.Type, word bool, a plan.Argument) *variable {
	a.Name = name
	return &variable{object: types.NewVar(token.NoPos, nil, name, t), argument: a, word: word}
}

// errVariable is the error as an expression names it.
func errVariable() *variable {
	return newVariable("err", errorType, true, plan.Argument{Kind: plan.ArgumentError})
}

// variablesOf returns variables for the first so many parameters or results of a method: by number, such as p0, and by the
// names that they are declared with.
func variablesOf(t *types.Tuple, count int, kind plan.ArgumentKind, prefix string) (numbered, named []*variable) {
	for i := range count {
		v := t.At(i)
		numbered = append(numbered, newVariable(prefix+strconv.Itoa(i), v.Type(), true, plan.Argument{Kind: kind, Index: i}))
		if v.Name() != "" && v.Name() != "_" {
			named = append(named, newVariable(v.Name(), v.Type(), false, plan.Argument{Kind: kind, Index: i}))
		}
	}
	return numbered, named
}

// isNumbered reports whether a name is a parameter or a result by its number.
func isNumbered(name string) bool {
	_, err := strconv.ParseUint(name[1:], 10, 16)
	return err == nil && (name[0] == 'p' || name[0] == 'r')
}

// methodVariables returns the variables for what a method is given and returns, after words. A name that is a word or was
// there before is no other's.
func methodVariables(sig *types.Signature, words ...*variable) []*variable {
	results := sig.Results()
	last := results.Len() - 1
	params, namedParams := variablesOf(sig.Params(), sig.Params().Len(), plan.ArgumentParam, "p")
	returned, namedResults := variablesOf(results, last, plan.ArgumentResult, "r")
	all := append(append(append(append(words, params...), returned...), namedParams...), namedResults...)
	if name := results.At(last).Name(); name != "" && name != "_" {
		all = append(all, newVariable(name, errorType, false, plan.Argument{Kind: plan.ArgumentError}))
	}
	return firstOfName(all)
}

// paramVariables returns the variables for what a method is given.
func paramVariables(sig *types.Signature) []*variable {
	params, named := variablesOf(sig.Params(), sig.Params().Len(), plan.ArgumentParam, "p")
	return firstOfName(append(params, named...))
}

// firstOfName returns variables without those whose name another one before them has.
func firstOfName(all []*variable) []*variable {
	var out []*variable
	seen := map[string]bool{}
	for _, v := range all {
		if name := v.argument.Name; !seen[name] {
			seen[name] = true
			out = append(out, v)
		}
	}
	return out
}

// declareVariables declares in pkg the variables that an expression names. A name that also means a package gives way to it
// before a dot where the variable has no such field or method, and one that also means a function before a parenthesis where
// the variable is none. Where a name means both in one expression, the variable is called otherwise.
func (s *scope) declareVariables(x *expression, pkg *types.Package) {
	free := freeNames(x.syntax)
	for _, v := range x.variables {
		name := v.argument.Name
		var own []*ast.Ident // where the name means the variable
		gives := false
		for _, n := range free.names {
			switch {
			case n.ident.Name != name:
			case !v.word && !free.lenient[name] && s.givesWay(v, n, x):
				gives = true
			default:
				own = append(own, n.ident)
			}
		}
		if gives && len(own) > 0 {
			x.rename(v, own, free)
		}
		if len(own) > 0 {
			pkg.Scope().Insert(v.object)
		}
	}
}

// givesWay reports whether a name does not mean the variable of that name, but something else.
func (s *scope) givesWay(v *variable, n freeName, x *expression) bool {
	t := v.object.Type()
	switch {
	case n.selector != nil:
		if obj, _, _ := types.LookupFieldOrMethod(t, true, s.Pkg, n.selector.Sel.Name); obj != nil || broken(t) {
			return false
		}
		f, found := s.lookup(n.ident.Name)
		return f.pkg != nil || found == missing && s.Std != nil && len(s.Std(n.ident.Name)) > 0
	case n.called, ast.Expr(n.ident) == x.syntax && !isBool(t):
		_, found := s.lookup(n.ident.Name)
		return found == ok && !isFunction(t)
	}
	return false
}

// rename calls a variable otherwise where an expression names it.
func (x *expression) rename(v *variable, where []*ast.Ident, free freeSet) {
	name := v.argument.Name
	taken := map[string]bool{}
	for _, n := range free.names {
		taken[n.ident.Name] = true
	}
	for _, other := range x.variables {
		taken[other.argument.Name] = true
	}
	alias := name
	for taken[alias] {
		alias += "_"
	}
	v.argument.Name = alias
	v.object = types.NewVar(token.NoPos, nil, alias, v.object.Type())
	x.renamed = append(x.renamed, alias, name)
	for _, id := range where {
		id.Name = alias
	}
}

// used returns what an expression has to be given: the variables that it names.
func (x *expression) used() []plan.Argument {
	var out []plan.Argument
	for _, v := range x.variables {
		if mentions(x, v.object) {
			out = append(out, v.argument)
		}
	}
	return out
}

// isReported reports whether an expression names a variable whose type could not be loaded, which has been reported.
func (x *expression) isReported() bool {
	return slices.ContainsFunc(x.variables, func(v *variable) bool { return broken(v.object.Type()) && mentions(x, v.object) })
}

// names lists the variables of an expression: "err, try, elapsed, p0 or ctx, r0".
func (x *expression) names() string {
	byPlace := map[plan.Argument][]string{}
	var order []plan.Argument
	for _, v := range x.variables {
		if v.useless {
			continue
		}
		place := v.argument
		place.Name = ""
		if byPlace[place] == nil {
			order = append(order, place)
		}
		byPlace[place] = append(byPlace[place], x.writtenName(v))
	}
	list := make([]string, len(order))
	for i, place := range order {
		list[i] = strings.Join(byPlace[place], " or ")
	}
	return strings.Join(list, ", ")
}

// writtenName returns what an annotation calls a variable, which may be called otherwise now.
func (x *expression) writtenName(v *variable) string {
	for pair := range slices.Chunk(x.renamed, 2) {
		if pair[0] == v.argument.Name {
			return pair[1]
		}
	}
	return v.argument.Name
}

// orIn says which names there are beside those of packages, after the words that something is not declared in one.
func (x *expression) orIn(subject string) string {
	if len(x.variables) == 0 {
		return ""
	}
	return ", and " + x.whose + subject + "is none of " + x.names()
}

// variableNames returns the names of the variables.
func (x *expression) variableNames() []string {
	var list []string
	for _, v := range x.variables {
		if !v.useless {
			list = append(list, x.writtenName(v))
		}
	}
	return list
}
