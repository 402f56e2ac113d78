package directive

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// known finds the directive that l is, and reports it when there is no such.
func (r *reader) known(l *line) (VerbSpec, bool) {
	if spec, ok := verbSpec(l.verb); ok {
		return spec, true
	}
	from, to := l.verbAt(), l.args
	if l.verb == "" {
		d := r.report(diag.Error, diag.UnknownDirective, l.pos, l.end(), "//backoff: without the name of a directive")
		d.Hint = "the directives are " + enumerate(verbNames())
		if words := strings.Fields(l.raw[l.args:]); len(words) > 0 {
			if _, ok := verbSpec(words[0]); ok {
				d.Hint = "no space after the colon: //backoff:" + words[0]
			}
		}
		return VerbSpec{}, false
	}
	d := r.errorAt(l, diag.UnknownDirective, from, to, "unknown directive backoff:"+l.verb)
	if near := nearestVerb(l.verb); near != "" {
		d.Hint = "did you mean backoff:" + near + "?"
		fix(d, near)
	} else {
		d.Hint = "the directives are " + enumerate(verbNames())
	}
	return VerbSpec{}, false
}

// allowed reports whether the directive may stand at a place, and reports it when not.
func (r *reader) allowed(l *line, v VerbSpec, where Place, what string) bool {
	if v.Where&where != 0 {
		return true
	}
	hint := "it belongs in the doc comment of " + places(v.Where)
	if v.Verb == VerbOff {
		hint = "without an annotation nothing is retried"
	}
	r.misplaced(l, "backoff:"+string(v.Verb)+" does nothing on "+what, hint)
	return false
}

// places names the places of a set in words.
func places(where Place) string {
	var names []string
	for _, p := range []struct {
		place Place
		name  string
	}{{OnInterface, "an interface type"}, {OnMethod, "a method"}, {OnEmbedded, "an embedded interface"}} {
		if where&p.place != 0 {
			names = append(names, p.name)
		}
	}
	if len(names) == 3 {
		return "an interface type, of one of its methods or of an embedded interface"
	}
	return joinOr(names)
}

func joinOr(names []string) string {
	if len(names) == 2 {
		return names[0] + " or " + names[1]
	}
	return enumerate(names)
}

// useless reports an annotation of which nothing can come, because of why.
func (r *reader) useless(l *line, why string) {
	if v, ok := r.known(l); ok {
		r.misplaced(l, "backoff:"+string(v.Verb)+" does nothing here: "+why, "")
	}
}

func (r *reader) misplaced(l *line, message, hint string) {
	d := r.report(diag.Error, diag.MisplacedDirective, l.pos, l.end(), message)
	d.Hint = hint
}

// leftovers reports the annotations that stand where none is looked for.
func (r *reader) leftovers() {
	var found reasons
	for _, l := range r.order {
		if l.used {
			continue
		}
		l.used = true
		v, ok := r.known(l)
		if !ok {
			continue
		}
		if found.on == nil {
			found = reasonsIn(r.file)
		}
		why := found.at(l.pos)
		hint := "it belongs in the doc comment of " + places(v.Where)
		if why == trailing {
			hint = "put it on the line above"
		}
		r.misplaced(l, "backoff:"+string(v.Verb)+" does nothing here: "+why, hint)
		if method := r.methodAt(l); method != nil {
			last := len(r.diags) - 1
			r.out.Copies = append(r.out.Copies, Copy{receiverName(method), method.Name.Name, r.diags[last]})
			r.diags = r.diags[:last]
		}
	}
}

const (
	trailing = "it follows what it describes, on the same line"
	detached = "no interface, method or embedded interface follows directly"
)

// reasons say why an annotation does nothing, by where it stands.
type reasons struct {
	on     map[*ast.CommentGroup]string
	bodies []*ast.BlockStmt
}

// at returns the reason for an annotation at pos.
func (rs reasons) at(pos token.Pos) string {
	for _, body := range rs.bodies {
		if body.Pos() <= pos && pos < body.End() {
			return "it is inside a function"
		}
	}
	for group, why := range rs.on { // the groups do not overlap: their order is of no matter
		if group.Pos() <= pos && pos < group.End() {
			return why
		}
	}
	return detached
}

// reasonsIn looks through file for the comments that belong to something, and for function bodies.
func reasonsIn(file *ast.File) reasons {
	rs := reasons{on: map[*ast.CommentGroup]string{file.Doc: "it is on the package clause"}}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			rs.on[n.Doc] = "it is on a function"
		case *ast.GenDecl:
			rs.on[n.Doc] = "it is on " + onDeclaration(n.Tok)
		case *ast.TypeSpec:
			rs.on[n.Comment] = "it follows a type"
		case *ast.ValueSpec:
			rs.on[n.Doc] = "it is on " + onDeclaration(token.VAR)
			rs.on[n.Comment] = "it follows " + onDeclaration(token.VAR)
		case *ast.Field:
			rs.on[n.Doc] = "it is inside a type that is not a package-level interface"
			rs.on[n.Comment] = rs.on[n.Doc]
		case *ast.BlockStmt:
			rs.bodies = append(rs.bodies, n)
		}
		return true
	})
	for _, ts := range typeSpecs(file) {
		typ := ast.Unparen(ts.Type)
		if notInterface(typ) == "" {
			rs.on[ts.Comment] = trailing
		}
		if literal, ok := typ.(*ast.InterfaceType); ok && literal.Methods != nil {
			for _, field := range literal.Methods.List {
				rs.on[field.Comment] = trailing
			}
		}
	}
	delete(rs.on, nil) // of what has no comment
	return rs
}

func onDeclaration(tok token.Token) string {
	switch tok {
	case token.IMPORT:
		return "an import"
	case token.TYPE:
		return "a group of types; put it on one of them"
	}
	return "a variable or constant"
}
