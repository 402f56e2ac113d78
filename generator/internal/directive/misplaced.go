package directive

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// findVerb returns the directive that rd names, or reports that there is no such directive.
func (r *reader) findVerb(rd *rawDirective) (VerbSpec, bool) {
	if spec, ok := verbSpec(rd.verb); ok {
		return spec, true
	}
	from, to := rd.verbOffset(), rd.argsOffset
	if rd.verb == "" {
		d := r.report(diag.Error, diag.UnknownDirective, rd.pos, rd.end(), "//backoff: without the name of a directive")
		d.Hint = "the directives are " + enumerate(verbNames())
		if words := strings.Fields(rd.raw[rd.argsOffset:]); len(words) > 0 {
			if _, ok := verbSpec(words[0]); ok {
				d.Hint = "no space after the colon: //backoff:" + words[0]
			}
		}
		return VerbSpec{}, false
	}
	d := r.errorAt(rd, diag.UnknownDirective, from, to, "unknown directive backoff:"+rd.verb)
	if near := nearestVerb(rd.verb); near != "" {
		d.Hint = "did you mean backoff:" + near + "?"
		d.Replace(near)
	} else {
		d.Hint = "the directives are " + enumerate(verbNames())
	}
	return VerbSpec{}, false
}

// checkPlace reports whether the directive is allowed in a place; if not, it adds a diagnostic.
func (r *reader) checkPlace(rd *rawDirective, v VerbSpec, where Place, what string) bool {
	if v.Where&where != 0 {
		return true
	}
	r.reportMisplaced(rd, "backoff:"+string(v.Verb)+" does nothing on "+what, "it belongs in the doc comment of "+places(v.Where))
	return false
}

// places describes a set of places in words.
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

// reportUseless reports an annotation that can have no effect, and why.
func (r *reader) reportUseless(rd *rawDirective, why string) {
	if v, ok := r.findVerb(rd); ok {
		r.reportMisplaced(rd, "backoff:"+string(v.Verb)+" does nothing here: "+why, "")
	}
}

func (r *reader) reportMisplaced(rd *rawDirective, message, hint string) {
	d := r.report(diag.Error, diag.MisplacedDirective, rd.pos, rd.end(), message)
	d.Hint = hint
}

// reportLeftovers reports the annotations that are in none of the places where annotations are read.
func (r *reader) reportLeftovers() {
	var found misplacements
	for _, rd := range r.inOrder {
		if rd.used {
			continue
		}
		rd.used = true
		v, ok := r.findVerb(rd)
		if !ok {
			continue
		}
		if found.on == nil {
			found = findMisplacements(r.file)
		}
		why := found.at(rd.pos)
		hint := "it belongs in the doc comment of " + places(v.Where)
		if why == endOfLine {
			hint = "put it on the line above"
		}
		r.reportMisplaced(rd, "backoff:"+string(v.Verb)+" does nothing here: "+why, hint)
		if method := r.methodAt(rd); method != nil {
			last := len(r.diags) - 1
			r.out.Copies = append(r.out.Copies, Copy{ReceiverName(method), method.Name.Name, r.diags[last]})
			r.diags = r.diags[:last]
		}
	}
}

const (
	endOfLine = "it follows what it describes, on the same line"
	notAbove  = "no interface, method or embedded interface follows directly"
)

// misplacements say why an annotation in a place does nothing.
type misplacements struct {
	on     map[*ast.CommentGroup]string
	bodies []*ast.BlockStmt
}

// at returns why an annotation at pos does nothing.
func (rs misplacements) at(pos token.Pos) string {
	for _, body := range rs.bodies {
		if body.Pos() <= pos && pos < body.End() {
			return "it is inside a function"
		}
	}
	for group, why := range rs.on { // the groups do not overlap, so their order does not matter
		if group.Pos() <= pos && pos < group.End() {
			return why
		}
	}
	return notAbove
}

// findMisplacements finds the comments in a file that belong to a declaration, and the function bodies.
func findMisplacements(file *ast.File) misplacements {
	rs := misplacements{on: map[*ast.CommentGroup]string{file.Doc: "it is on the package clause"}}
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
			rs.on[ts.Comment] = endOfLine
		}
		if literal, ok := typ.(*ast.InterfaceType); ok && literal.Methods != nil {
			for _, field := range literal.Methods.List {
				rs.on[field.Comment] = endOfLine
			}
		}
	}
	delete(rs.on, nil) // the entry of declarations without a comment
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
