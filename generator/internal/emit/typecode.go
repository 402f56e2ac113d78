package emit

import (
	"go/types"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// typ is t as this file writes it.
func (e *emitter) typ(t types.Type) *jen.Statement {
	switch t := t.(type) {
	case *types.Basic:
		return e.basic(t)
	case *types.Alias:
		return e.alias(t)
	case *types.Named:
		return e.named(t.Obj(), t.TypeArgs())
	case *types.TypeParam:
		if name, ok := e.typeParams[t]; ok {
			return jen.Id(name)
		}
		return e.fail("type parameter %s belongs to nothing that is generated", t)
	case *types.Pointer:
		return jen.Op("*").Add(e.typ(t.Elem()))
	case *types.Slice:
		return jen.Index().Add(e.typ(t.Elem()))
	case *types.Array:
		return jen.Index(jen.Lit(int(t.Len()))).Add(e.typ(t.Elem()))
	case *types.Map:
		return jen.Map(e.typ(t.Key())).Add(e.typ(t.Elem()))
	case *types.Chan:
		return e.channel(t)
	case *types.Signature:
		return jen.Func().Add(e.signature(t))
	case *types.Struct:
		return e.structure(t)
	case *types.Interface:
		return e.interfaceLiteral(t)
	case *types.Union:
		return e.union(t)
	}
	return e.fail("a type of kind %T cannot be written: %v", t, t)
}

// basic is a predeclared type, or unsafe.Pointer.
func (e *emitter) basic(t *types.Basic) *jen.Statement {
	switch {
	case t.Kind() == types.UnsafePointer:
		return e.std("unsafe", "Pointer")
	case t.Info()&types.IsUntyped != 0 || t.Kind() == types.Invalid:
		return e.fail("a method has the %s, which is not a type that can be written", t)
	}
	return e.predeclared(t.Name())
}

// alias is an alias as it was written if this package can name it, and otherwise the type that it stands for.
func (e *emitter) alias(t *types.Alias) *jen.Statement {
	o := t.Obj()
	switch {
	case o.Parent() != nil && o.Pkg() != nil && o.Parent() != o.Pkg().Scope():
		return e.typ(types.Unalias(t)) // declared in a function
	case !e.isDestination(o.Pkg()) && !(o.Exported() && plan.MayImport(e.pkg.Path, o.Pkg().Path())):
		return e.typ(t.Rhs())
	}
	return e.named(o, t.TypeArgs())
}

func (e *emitter) named(o *types.TypeName, args *types.TypeList) *jen.Statement {
	if o.Pkg() == nil { // any, error, comparable
		return e.predeclared(o.Name())
	}
	code := e.object(o)
	if args.Len() == 0 {
		return code
	}
	var list []jen.Code
	for arg := range args.Types() {
		list = append(list, e.typ(arg))
	}
	return code.Types(list...)
}

func (e *emitter) channel(t *types.Chan) *jen.Statement {
	elem := e.typ(t.Elem())
	switch t.Dir() {
	case types.SendOnly:
		return jen.Id("chan<-").Add(elem)
	case types.RecvOnly:
		return jen.Op("<-").Chan().Add(elem)
	}
	if inner, ok := types.Unalias(t.Elem()).(*types.Chan); ok && inner.Dir() == types.RecvOnly {
		elem = jen.Parens(elem) // chan <-chan T would be read as a channel to send on
	}
	return jen.Chan().Add(elem)
}

// signature is the parameters and results of a function type, with their names where all have one.
func (e *emitter) signature(t *types.Signature) *jen.Statement {
	code := jen.Params(e.tuple(t.Params(), names(t.Params()), t.Variadic())...)
	results := e.tuple(t.Results(), names(t.Results()), false)
	if len(results) == 1 && names(t.Results()) == nil {
		return code.Add(results[0])
	}
	if len(results) > 0 {
		code.Params(results...)
	}
	return code
}

// names are the names of a tuple's variables, or nil when one has none.
func names(t *types.Tuple) []string {
	var list []string
	for v := range t.Variables() {
		if v.Name() == "" {
			return nil
		}
		list = append(list, v.Name())
	}
	return list
}

// tuple is a list of parameters or results with the given names, or without names if they are nil. Neighbours of the
// same type share it: a, b string.
func (e *emitter) tuple(t *types.Tuple, names []string, variadic bool) []jen.Code {
	var list []jen.Code
	for i := range t.Len() {
		typ := t.At(i).Type()
		last := i == t.Len()-1
		var code *jen.Statement
		if slice, ok := types.Unalias(typ).(*types.Slice); ok && variadic && last {
			code = jen.Op("...").Add(e.typ(slice.Elem()))
		} else {
			code = e.typ(typ)
		}
		if names == nil {
			list = append(list, code)
			continue
		}
		shared := !last && !(variadic && i == t.Len()-2) && sameText(typ, t.At(i+1).Type())
		if shared {
			list = append(list, jen.Id(names[i]))
		} else {
			list = append(list, jen.Id(names[i]).Add(code))
		}
	}
	return list
}

// sameText reports whether two types are written in the same way. Identical types may not be, because of aliases.
func sameText(a, b types.Type) bool { return types.TypeString(a, nil) == types.TypeString(b, nil) }
