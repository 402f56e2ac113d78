package resolve

import (
	"go/token"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// replay returns what an attempt of m consumes, and what is done about it.
func replay(m *method, p *directive.Policy) plan.Replay {
	how := p.Word(keys.Replay)
	if how == "always" {
		return plan.Replay{}
	}
	return plan.Replay{Consumed: consumedBy(m), Never: how == "none"}
}

// consumedBy returns what an attempt of m consumes.
func consumedBy(m *method) []plan.Consumed {
	var all []plan.Consumed
	params := m.fn.Signature().Params()
	for i := range params.Len() {
		all = append(all, consumed(i, params.At(i).Type())...)
	}
	return all
}

// consumed returns what an attempt consumes of a parameter of type t: the parameter itself, its elements, or its
// exported fields.
func consumed(param int, t types.Type) []plan.Consumed {
	at := plan.Member{Index: param}
	if isPointerTo(t, pathIs("net/http"), "Request") {
		return []plan.Consumed{{Member: at, Kind: plan.ConsumedRequestBody}}
	}
	if kind, ok := consumedDirectly(t); ok {
		return []plan.Consumed{{Member: at, Kind: kind}}
	}
	if _, ok := t.Underlying().(*types.Signature); ok {
		return []plan.Consumed{{Member: at, Kind: plan.ConsumedWhenCalled}}
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		if kind, ok := consumedDirectly(s.Elem()); ok {
			return []plan.Consumed{{Member: at, Kind: kind, Each: true}}
		}
		return nil
	}
	var out []plan.Consumed
	for _, field := range fields(param, t, func(t types.Type) bool { return types.Implements(t, readerType) }) {
		out = append(out, plan.Consumed{Member: field, Kind: plan.ConsumedSeekable})
	}
	return out
}

// consumedDirectly reports whether an attempt consumes a value of type t, and how it can be passed again.
func consumedDirectly(t types.Type) (plan.ConsumedKind, bool) {
	switch u := t.Underlying().(type) {
	case *types.Chan:
		return plan.ConsumedUnrepeatable, true
	case *types.Signature:
		return plan.ConsumedUnrepeatable, isIterator(u)
	}
	return plan.ConsumedSeekable, types.Implements(t, readerType) || types.Implements(t, writerType)
}

// isIterator reports whether range can iterate over a function: func(yield func(…) bool).
func isIterator(f *types.Signature) bool {
	if f.Params().Len() != 1 || f.Results().Len() != 0 || f.Variadic() {
		return false
	}
	yield, ok := f.Params().At(0).Type().Underlying().(*types.Signature)
	return ok && yield.Params().Len() <= 2 && yield.Results().Len() == 1 &&
		types.Identical(yield.Results().At(0).Type().Underlying(), types.Typ[types.Bool])
}

// returnsCount reports whether a method returns a count beside its error, as io.Reader's Read does: then a failed
// attempt may have done part of the work, which another one does again.
func returnsCount(sig *types.Signature) bool {
	if sig.Results().Len() != 2 {
		return false
	}
	count := sig.Results().At(0)
	if !types.Identical(count.Type(), types.Typ[types.Int]) && !types.Identical(count.Type(), types.Typ[types.Int64]) {
		return false
	}
	if count.Name() == "n" {
		return true
	}
	for p := range sig.Params().Variables() {
		if isBytes(p.Type()) || types.Implements(p.Type(), readerType) || types.Implements(p.Type(), writerType) {
			return true
		}
	}
	return false
}

func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && types.Identical(s.Elem(), types.Typ[types.Byte])
}

// The interfaces of package io that tell what an attempt consumes, which a package that has no use for io knows too.
var (
	readerType = streamType("Read")
	writerType = streamType("Write")
)

// streamType is an interface with one method: func(p []byte) (n int, err error).
func streamType(method string) *types.Interface {
	bytes := types.NewTuple(types.NewParam(token.NoPos, nil, "p", types.NewSlice(types.Typ[types.Byte])))
	results := types.NewTuple(
		types.NewParam(token.NoPos, nil, "n", types.Typ[types.Int]),
		types.NewParam(token.NoPos, nil, "err", errorType))
	f := types.NewFunc(token.NoPos, nil, method, types.NewSignatureType(nil, nil, nil, bytes, results, false))
	return types.NewInterfaceType([]*types.Func{f}, nil).Complete()
}
