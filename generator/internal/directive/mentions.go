package directive

import (
	"cmp"
	"go/ast"
	"go/parser"
	"slices"
)

// Mentions returns the words of f's values that may name a package: what stands before the dot in pkg.Name. The words
// are in the order of the file and may repeat. Some name no package (a parameter of a function literal); a value that is
// no Go gives those words that could be read.
func Mentions(f *File) []Word {
	var words []Word
	for _, i := range f.Interfaces {
		words = append(words, policyMentions(i.Policy)...)
		for _, m := range i.Members {
			words = append(words, policyMentions(m.Policy)...)
		}
	}
	slices.SortStableFunc(words, func(a, b Word) int { return cmp.Compare(a.Pos, b.Pos) })
	return words
}

func policyMentions(p *Policy) []Word {
	if p == nil {
		return nil
	}
	words := exprMentions(p.Use, "")
	for _, e := range p.Errors {
		words = append(words, exprMentions(e, "")...)
	}
	for _, v := range p.values {
		if !v.Key.IsData() {
			words = append(words, exprMentions(v.Expr, "err")...)
		}
	}
	return words
}

// exprMentions returns the words before a dot in e, except the name of its parameter.
func exprMentions(e Expr, parameter string) []Word {
	if e.Text == "" {
		return nil
	}
	x, _ := parser.ParseExpr(e.Text) // an error is the resolver's to report; what could be read is still of use
	if x == nil {
		return nil
	}
	var words []Word
	ast.Inspect(x, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if id, ok := sel.X.(*ast.Ident); ok && id.Name != parameter && id.Name != "_" {
			// The parser counts from 1 in a file of its own.
			from := int(id.Pos()) - 1
			words = append(words, Word{Text: id.Name, Pos: e.At(from), End: e.At(from + len(id.Name))})
		}
		return true
	})
	return words
}
