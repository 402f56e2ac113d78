package resolve

import (
	"go/types"
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A method is one method of an annotated interface.
type method struct {
	*origin
	fn           *types.Func
	returnsError bool // it returns an error
	declarable   bool // this package can declare it
	context      plan.Context
}

// methods returns the methods of an interface in source order.
func (r *resolver) methods(iface *types.Interface, origins []*origin) []*method {
	byID := map[string]*types.Func{}
	for fn := range iface.Methods() {
		byID[fn.Id()] = fn
	}
	var out []*method
	for _, o := range origins {
		if fn := byID[o.id]; fn != nil {
			out = append(out, r.method(o, fn))
			delete(byID, o.id)
		}
	}
	// Methods that the syntax does not show come last, so that the decorator is complete in any case.
	for fn := range iface.Methods() {
		if byID[fn.Id()] != nil {
			out = append(out, r.method(&origin{id: fn.Id()}, fn))
		}
	}
	return out
}

func (r *resolver) method(o *origin, fn *types.Func) *method {
	sig := fn.Signature()
	return &method{origin: o, fn: fn, returnsError: ReturnsError(sig), declarable: r.isDeclarable(fn), context: ContextOf(sig)}
}

// ContextOf finds the context of a method's caller: the first parameter that is a context.Context, otherwise the first
// that is an *http.Request, otherwise the first that implements context.Context. A variadic parameter, which is a slice, is none.
func ContextOf(sig *types.Signature) plan.Context {
	params := slices.Collect(sig.Params().Variables())
	for i, p := range params {
		if IsNamed(p.Type(), pathIs("context"), "Context") {
			return plan.Context{Kind: plan.ContextParam, Param: i}
		}
	}
	for i, p := range params {
		if isPointerTo(p.Type(), pathIs("net/http"), "Request") {
			return plan.Context{Kind: plan.ContextRequest, Param: i}
		}
	}
	for i, p := range params {
		if isContext(p.Type()) {
			return plan.Context{Kind: plan.ContextCustom, Param: i}
		}
	}
	return plan.Context{}
}

// names lists methods for a message.
func names(ms []*method) []string {
	out := make([]string, len(ms))
	for i, m := range ms {
		out[i] = m.fn.Name()
	}
	return out
}
