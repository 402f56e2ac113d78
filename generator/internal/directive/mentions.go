package directive

import (
	"cmp"
	"go/ast"
	"go/parser"
	"slices"
)

// Mentions returns the words in f's values that may name a package: those before the dot in pkg.Name. They are in the
// order of the file and may repeat; elapsed mentions package time, whose type it has. Some do not name a package, such as a parameter of a function literal; of a value
// that is not valid Go, the words that could be read are returned.
func Mentions(f *File) []Word {
	var words []Word
	for _, i := range f.Interfaces {
		for p := range i.Lines() {
			words = append(words, policyMentions(p)...)
		}
		words = append(words, wrapMentions(i.Wraps)...)
		for _, m := range i.Members {
			words = append(words, wrapMentions(m.Wraps)...)
		}
	}
	slices.SortStableFunc(words, func(a, b Word) int { return cmp.Compare(a.Pos, b.Pos) })
	return words
}

func policyMentions(p *Policy) []Word {
	words := exprMentions(p.Use, "")
	for _, e := range p.Errors {
		words = append(words, exprMentions(e.Expr, "")...)
	}
	for _, v := range p.values {
		if !v.Key.IsData() {
			words = append(words, exprMentions(v.Expr, "err")...)
		}
	}
	for _, c := range p.Cases {
		words = append(words, policyMentions(c)...)
	}
	return words
}

func wrapMentions(wraps []*Wrap) []Word {
	var words []Word
	for _, w := range wraps {
		words = append(words, exprMentions(w.With, "")...)
	}
	return words
}

// exprMentions returns the words before a dot in e, except the name of its parameter.
func exprMentions(e Expr, parameter string) []Word {
	if e.Text == "" {
		return nil
	}
	x, _ := parser.ParseExpr(e.Text) // the resolver reports an error; the part that could be parsed is useful
	if x == nil {
		return nil
	}
	var words []Word
	ast.Inspect(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == "elapsed" { // it is a time.Duration
			words = append(words, Word{Text: "time", Pos: e.At(int(id.Pos()) - 1), End: e.At(int(id.End()) - 1)})
		}
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
