package generator

import (
	"fmt"
	"slices"
	"strings"
)

// typeParams returns a list of type parameters, most often none.
func (g *grammar) typeParams() string {
	if g.odds(60) {
		return ""
	}
	for range 1 + g.IntN(3) {
		name := pick(g, clashing)
		if name == "_" || strings.Contains(strings.Join(g.types, " ")+" ", name+" ") {
			continue
		}
		g.types = append(g.types, name)
	}
	if len(g.types) == 0 {
		return ""
	}
	for range g.types {
		g.constraints = append(g.constraints, pick(g, []string{"interface{}", "interface{ ~int16 | ~[]float32 }", "~[]float64", "interface{ M(" + pick(g, g.types) + ") }", "stdio.Reader", "interface{ *float32 | *float64 }"}))
	}
	return g.typeParamList()
}

// typeParamList is the list that typeParams has made up.
func (g *grammar) typeParamList() string {
	if len(g.types) == 0 {
		return ""
	}
	var list []string
	for i, name := range g.types {
		list = append(list, name+" "+g.constraints[i])
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// signature returns parameters and results, under names or without. Those of a method often have a context and an error.
func (g *grammar) signature(depth int, isMethod bool) string {
	var params, results []string
	if isMethod && g.odds(60) {
		params = append(params, pick(g, []string{"stdcontext.Context", "stdcontext.Context", "*stdhttp.Request"}))
	}
	for range g.IntN(4) {
		params = append(params, g.typ(depth))
	}
	for range g.IntN(3) {
		results = append(results, g.typ(depth))
	}
	if isMethod && g.odds(80) {
		results = append(results, "error")
	}
	if len(params) > 0 && g.odds(20) {
		params[len(params)-1] = "..." + params[len(params)-1]
	}
	g.params, g.results = slices.Clone(params), slices.Clone(results)
	if n := len(params) - 1; n >= 0 && strings.HasPrefix(params[n], "...") {
		g.params[n] = "[]" + strings.TrimPrefix(params[n], "...")
	}
	used := map[string]bool{}
	return "(" + strings.Join(g.named(params, used), ", ") + ") (" + strings.Join(g.named(results, used), ", ") + ")"
}

// named puts names before all types of a list, or before none.
func (g *grammar) named(types []string, used map[string]bool) []string {
	if g.odds(40) {
		return types
	}
	list := make([]string, len(types))
	for i, t := range types {
		name := pick(g, clashing)
		if used[name] {
			name = "_"
		}
		used[name] = true
		list[i] = name + " " + t
	}
	return list
}

// typ returns a type.
func (g *grammar) typ(depth int) string {
	if depth == 0 || g.odds(35) {
		return pick(g, append([]string{
			"int", "string", "error", "bool", "byte", "rune", "any", "complex128", "uintptr", "stdtime.Duration", "stdcontext.Context", "stdio.Reader",
			"*stdhttp.Request", "*stdhttp.Response", "stdio.ReadCloser", "stdunsafe.Pointer", "stdatomic.Bool", "stdnet.Conn",
		}, g.types...))
	}
	sub := func() string { return g.typ(depth - 1) }
	switch g.IntN(12) {
	case 0:
		return "*" + sub()
	case 1:
		return "[]" + sub()
	case 2:
		return fmt.Sprintf("[%d]%s", g.IntN(4), sub())
	case 3:
		return "map[string]" + sub()
	case 4:
		return pick(g, []string{"chan ", "<-chan ", "chan<- "}) + sub()
	case 5:
		return "chan (" + sub() + ")"
	case 6:
		return "func" + g.signature(depth-1, false)
	case 7:
		return "struct{ A " + sub() + "; b " + sub() + " `tag:\"x\"` }"
	case 8:
		return "interface{ M" + g.signature(depth-1, false) + " }"
	case 9:
		return "stditer.Seq2[" + sub() + ", " + sub() + "]"
	case 10:
		return "stdatomic.Pointer[" + sub() + "]"
	}
	return "[]" + sub()
}
