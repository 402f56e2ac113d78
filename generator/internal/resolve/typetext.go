package resolve

import (
	"go/token"
	"go/types"
	"slices"
)

// typeText writes a type. A result whose name is not one of the source's is written without it.
func typeText(t types.Type, qualifier types.Qualifier) string {
	if sig, ok := t.(*types.Signature); ok {
		t = WithoutMadeNames(sig)
	}
	return types.TypeString(t, qualifier)
}

// WithoutMadeNames returns a signature as it is declared. Where a function returns from within a loop over a function, the compiler calls its unnamed
// results #rv1, #rv2 and so on, and these names reach the export data. A signature that has them comes back without type
// parameters, since these can belong to one alone.
func WithoutMadeNames(sig *types.Signature) *types.Signature {
	isMade := func(v *types.Var) bool { return v.Name() != "" && !token.IsIdentifier(v.Name()) }
	results := slices.Collect(sig.Results().Variables())
	if !slices.ContainsFunc(results, isMade) {
		return sig
	}
	for i, v := range results {
		results[i] = types.NewParam(v.Pos(), v.Pkg(), "", v.Type())
	}
	return types.NewSignatureType(nil, nil, nil, sig.Params(), types.NewTuple(results...), sig.Variadic())
}
