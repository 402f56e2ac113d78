package load

import (
	"go/ast"
	"go/token"
)

// prune removes the declarations of a package that its importers cannot see: those that are neither exported nor used
// by a declaration that stays. Most of its imports are not needed then.
func prune(files []*ast.File) {
	p := pruner{declared: map[string][]ast.Node{}, kept: map[ast.Node]bool{}}
	for _, f := range files {
		for _, d := range f.Decls {
			p.declare(d)
		}
	}
	for len(p.queue) > 0 {
		next := p.queue[len(p.queue)-1]
		p.queue = p.queue[:len(p.queue)-1]
		ast.Inspect(next, p.keepNamed)
	}
	for _, f := range files {
		f.Decls = p.keptOf(f.Decls)
	}
}

// A pruner keeps or removes these as a whole: functions, types, variables with a common value, and constants that are
// declared together, since one may repeat the one above.
type pruner struct {
	declared map[string][]ast.Node // by name; a type's methods have the name of their receiver
	kept     map[ast.Node]bool
	queue    []ast.Node // kept declarations whose names have not been looked at yet
}

func (p *pruner) declare(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil {
			p.add(d, receiver(d.Recv))
		} else {
			p.add(d, d.Name)
		}
	case *ast.GenDecl:
		if d.Tok == token.CONST {
			var names []*ast.Ident
			for _, s := range d.Specs {
				names = append(names, s.(*ast.ValueSpec).Names...)
			}
			p.add(d, names...)
			return
		}
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				p.add(s, s.Name)
			case *ast.ValueSpec:
				dropElements(s)
				p.add(s, s.Names...)
			}
		}
	}
}

// add records what these names declare, and keeps it if one of them is exported.
func (p *pruner) add(n ast.Node, names ...*ast.Ident) {
	for _, name := range names {
		if name == nil || name.Name == "_" {
			continue
		}
		p.declared[name.Name] = append(p.declared[name.Name], n)
		if name.IsExported() {
			p.keep(n)
		}
	}
}

func (p *pruner) keep(n ast.Node) {
	if !p.kept[n] {
		p.kept[n] = true
		p.queue = append(p.queue, n)
	}
}

// keepNamed keeps the declarations that have the name of n. A field of that name keeps them too, which is not wrong.
func (p *pruner) keepNamed(n ast.Node) bool {
	if name, ok := n.(*ast.Ident); ok {
		for _, d := range p.declared[name.Name] {
			p.keep(d)
		}
	}
	return true
}

// keptOf returns the declarations that stay.
func (p *pruner) keptOf(decls []ast.Decl) []ast.Decl {
	var left []ast.Decl
	for _, d := range decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok != token.CONST && g.Tok != token.IMPORT {
			var specs []ast.Spec
			for _, s := range g.Specs {
				if p.kept[s] {
					specs = append(specs, s)
				}
			}
			if g.Specs = specs; len(specs) > 0 {
				left = append(left, g)
			}
		} else if p.kept[d] || ok && g.Tok == token.IMPORT {
			left = append(left, d)
		}
	}
	return left
}

// dropElements removes from a variable's value what its type does not depend on.
func dropElements(s *ast.ValueSpec) {
	if s.Type != nil {
		s.Values = nil
	}
	for _, v := range s.Values {
		ast.Inspect(v, func(n ast.Node) bool {
			c, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			if a, ok := c.Type.(*ast.ArrayType); ok {
				if _, counted := a.Len.(*ast.Ellipsis); counted {
					return true
				}
			}
			c.Elts = nil
			return true
		})
	}
}

// receiver returns the name of the type of a method's receiver.
func receiver(recv *ast.FieldList) *ast.Ident {
	if len(recv.List) != 1 {
		return nil
	}
	for t := recv.List[0].Type; ; {
		switch x := t.(type) {
		case *ast.Ident:
			return x
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		default:
			return nil
		}
	}
}
