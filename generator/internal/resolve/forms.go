package resolve

import (
	"go/token"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// formsOf returns what a function that is asked about a call of a method may take: what each lead says, then the same followed by the
// parameters. A lead has results, the error, or both.
func formsOf(sig *types.Signature, leads ...[]plan.Argument) []form {
	params := paramsOf(sig)
	var out []form
	for _, lead := range leads {
		out = append(out, newForm(sig, lead))
	}
	for _, lead := range leads {
		f := newForm(sig, append(lead[:len(lead):len(lead)], params...))
		f.spread = sig.Variadic()
		out = append(out, f)
	}
	return out
}

func newForm(sig *types.Signature, args []plan.Argument) form {
	f := form{args: args}
	for _, a := range args {
		switch a.Kind {
		case plan.ArgumentParam:
			f.types = append(f.types, sig.Params().At(a.Index).Type())
		case plan.ArgumentResult:
			f.types = append(f.types, sig.Results().At(a.Index).Type())
		case plan.ArgumentContext:
			f.types = append(f.types, contextType)
		default:
			f.types = append(f.types, errorType)
		}
	}
	return f
}

// contextType stands for context.Context, which the annotated package need not import.
var contextType types.Type = types.NewNamed(types.NewTypeName(token.NoPos, nil, "Context", nil), types.NewInterfaceType(nil, nil), nil)

// failureForm is a backoff.Failure alone.
var failureForm = form{args: []plan.Argument{{Kind: plan.ArgumentFailure}}}

// errorForm is the error alone.
func errorForm() form { return form{args: onlyError(), types: []types.Type{errorType}} }

func onlyError() []plan.Argument { return []plan.Argument{{Kind: plan.ArgumentError}} }

// paramsOf returns the parameters of a method.
func paramsOf(sig *types.Signature) []plan.Argument {
	var out []plan.Argument
	for i := range sig.Params().Len() {
		out = append(out, plan.Argument{Kind: plan.ArgumentParam, Index: i})
	}
	return out
}

// resultsOf returns the results of a method before its error.
func resultsOf(sig *types.Signature) []plan.Argument {
	var out []plan.Argument
	for i := range sig.Results().Len() - 1 {
		out = append(out, plan.Argument{Kind: plan.ArgumentResult, Index: i})
	}
	return out
}
