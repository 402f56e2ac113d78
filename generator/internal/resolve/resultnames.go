package resolve

import (
	"go/token"
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// nameList lists what an expression calls so many results of a method: "user, r1 and total". A result whose name means something
// else, as err does, has its number alone.
func nameList(variables []*variable, count int) string {
	list := make([]string, count)
	for _, v := range variables {
		if v.argument.Kind == plan.ArgumentResult {
			list[v.argument.Index] = v.argument.Name // the declared name comes after the number
		}
	}
	last := count - 1
	if last == 0 {
		return list[0]
	}
	return strings.Join(list[:last], ", ") + " and " + list[last]
}

func withoutLast(t *types.Tuple) []*types.Var {
	var out []*types.Var
	for i := range t.Len() - 1 {
		out = append(out, unnamed(t.At(i).Type()))
	}
	return out
}

func unnamed(t types.Type) *types.Var { return types.NewParam(token.NoPos, nil, "", t) }
