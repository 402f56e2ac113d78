package resolve

import (
	"go/token"
	"go/types"
	"strconv"
)

// nameList lists what the results of a method, but for its error, may be called: "user, r1 and total".
func nameList(results *types.Tuple) string {
	list := ""
	last := results.Len() - 2
	for i := range last + 1 {
		name := results.At(i).Name()
		if name == "" || name == "_" {
			name = "r" + strconv.Itoa(i)
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
