package resolve

import (
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// endingMethods are the names of what one calls, or sets, when one is done with a result that outlives its call.
var endingMethods = []string{"Close", "Stop", "Recv", "Next", "Commit", "Rollback", "Cancel", "Wait"}

// lifetime decides when the context of a successful attempt of m ends: with the call, or with what the call returned.
func lifetime(m *method, p *directive.Policy) plan.Lifetime {
	var l plan.Lifetime
	results := m.fn.Signature().Results()
	for i := range results.Len() - 1 {
		t := results.At(i).Type()
		if why := outlives(t, 3); why != "" && l.Reason == "" {
			l.Result, l.Reason = true, "its result "+why
		}
		l.Stream = l.Stream || hasMethod(t, "Recv")
		l.Bodies = append(l.Bodies, wrappable(i, t)...)
		l.Closed = append(l.Closed, closed(i, t)...)
	}
	switch {
	case !m.context.SupportsLimits(), p.Word(keys.Lifetime) == "call":
		l.Result, l.Reason = false, ""
	case p.Word(keys.Lifetime) == "result":
		l.Result, l.Reason = true, "its annotation says so"
	}
	if !l.Result {
		l.Bodies = nil
	}
	return l
}

// outlives says why a value of type t may be used after the call that returned it, or nothing. It looks at elements and
// exported fields, depth levels deep.
func outlives(t types.Type, depth int) string {
	if why := outlivesDirectly(t); why != "" || depth == 0 {
		return why
	}
	if e := elem(t); e != nil {
		why := outlives(e, depth-1)
		if _, pointer := t.Underlying().(*types.Pointer); why != "" && !pointer {
			return "has elements, each of which " + why
		}
		return why
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	for f := range s.Fields() {
		if f.Exported() && (slices.Contains(endingMethods, f.Name()) && !isBasic(f.Type()) || outlivesDirectly(f.Type()) != "") {
			return "has a field " + f.Name()
		}
	}
	return ""
}

// outlivesDirectly is like outlives, but does not look at elements and fields.
func outlivesDirectly(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Chan:
		return "is a channel"
	case *types.Signature:
		if isIterator(u) {
			return "is an iterator"
		}
		return "is a function"
	}
	if IsNamed(t, pathIs("context"), "Context") {
		return "is a context"
	}
	for _, name := range endingMethods {
		if hasMethod(t, name) {
			return "has a method " + name
		}
	}
	if implements(t, readerType) || implements(t, writerType) {
		return "is a stream"
	}
	return ""
}

// isBasic reports whether a field is of a basic type and so cannot be called or waited for, whatever its name is: the
// Next of a page of results may be a string.
func isBasic(t types.Type) bool {
	_, basic := t.Underlying().(*types.Basic)
	return basic
}

// implements reports whether t, or a variable of type t, has the methods of an interface.
func implements(t types.Type, i *types.Interface) bool {
	return types.Implements(t, i) || !types.IsInterface(t) && types.Implements(types.NewPointer(t), i)
}

// elem returns the element type of a pointer, slice, array or map, or nil.
func elem(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return u.Elem()
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	}
	return nil
}

// hasMethod reports whether t, or a variable of type t, has an exported method of that name.
func hasMethod(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	_, ok := obj.(*types.Func)
	return ok
}

// wrappable returns the bodies of a result that can be replaced by one that reports when it is closed. What a result points to may
// belong to others as well, and is not written to; a client makes an *http.Response for each call. A result that is itself an
// io.ReadCloser is not replaced either, since its user may need its other methods.
func wrappable(result int, t types.Type) []plan.Member {
	if _, pointer := t.Underlying().(*types.Pointer); pointer && !IsResponse(t) {
		return nil
	}
	return bodies(result, t)
}

// bodies returns the fields of a result that have type io.ReadCloser, such as the Body of an *http.Response.
func bodies(result int, t types.Type) []plan.Member {
	return fields(result, t, func(t types.Type) bool { return IsNamed(t, pathIs("io"), "ReadCloser") })
}

// fields returns the exported fields of a suitable type that a parameter or result has, or that it points to.
func fields(index int, t types.Type, suitable func(types.Type) bool) []plan.Member {
	at := plan.Member{Index: index}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		at.Pointer = true
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var out []plan.Member
	for f := range s.Fields() {
		if f.Exported() && suitable(f.Type()) {
			at.Field = f.Name()
			out = append(out, at)
		}
	}
	return out
}

// closed returns what has to be closed of a result that nobody gets: the result, or its bodies.
func closed(result int, t types.Type) []plan.Closed {
	if ending(t) != nil {
		return []plan.Closed{{Member: plan.Member{Index: result}}}
	}
	var out []plan.Closed
	for _, b := range bodies(result, t) {
		out = append(out, plan.Closed{Member: b, Drained: IsResponse(t)})
	}
	return out
}

// ending returns the first of the methods that t has by which what is discarded is ended, as the engine knows them; nil when
// it has none.
func ending(t types.Type) *types.Func {
	for _, name := range []string{"Close", "Rollback", "Stop", "Cancel"} {
		obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
		if f, ok := obj.(*types.Func); ok && endsResult(name, f.Signature()) {
			return f
		}
	}
	return nil
}

// endsResult reports whether a method of that name and signature is one that ends a result.
func endsResult(name string, sig *types.Signature) bool {
	given := sig.Params().Len() // the context
	if given > 1 || given == 1 && !IsNamed(sig.Params().At(0).Type(), pathIs("context"), "Context") {
		return false
	}
	switch sig.Results().Len() {
	case 0:
		return name == "Close" || given == 0
	case 1:
		t := sig.Results().At(0).Type()
		return types.Identical(t, errorType) || name == "Stop" && given == 0 && types.Identical(t, types.Typ[types.Bool])
	}
	return false
}
