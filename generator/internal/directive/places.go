package directive

import (
	"go/ast"
	"go/token"
	"iter"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// readDeclarations reads the annotations of the file's package-level types.
func (r *reader) readDeclarations() {
	for gen, ts := range typeSpecs(r.file) {
		groups := []*ast.CommentGroup{ts.Doc}
		if len(gen.Specs) == 1 { // only then the declaration's comment is about this type
			groups = []*ast.CommentGroup{gen.Doc, ts.Doc}
		}
		r.readTypeSpec(ts, groups)
	}
}

// typeSpecs yields the package-level types of a file, each with its declaration.
func typeSpecs(file *ast.File) iter.Seq2[*ast.GenDecl, *ast.TypeSpec] {
	return func(yield func(*ast.GenDecl, *ast.TypeSpec) bool) {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				if ts, ok := spec.(*ast.TypeSpec); ok && !yield(gen, ts) {
					return
				}
			}
		}
	}
}

// readTypeSpec reads the annotations of a type, which are in docs, and those inside it.
func (r *reader) readTypeSpec(ts *ast.TypeSpec, docs []*ast.CommentGroup) {
	doc := r.take(docs...)
	typ := ast.Unparen(ts.Type)
	literal, _ := typ.(*ast.InterfaceType)
	if what := notInterface(typ); what != "" {
		for _, rd := range doc {
			r.reportUseless(rd, ts.Name.Name+" is "+what)
		}
		return
	}
	r.warn(docs...)
	i := &Interface{Spec: ts}
	place := place{where: OnInterface}
	for _, rd := range doc {
		if v, ok := r.findVerb(rd); ok && r.checkPlace(rd, v, OnInterface, "an interface type") {
			place.add(r, rd, v.Verb)
		}
	}
	place.check(r)
	i.Policies, i.Decorator, i.Wraps = place.policies, place.decorator, place.wraps
	if literal != nil {
		i.Members = r.readMembers(literal)
	}
	if i.Policies != nil || i.Decorator != nil || i.Wraps != nil || i.Members != nil {
		r.out.Interfaces = append(r.out.Interfaces, i)
	}
}

// readMembers reads the annotations of an interface literal's methods and embedded lines.
func (r *reader) readMembers(literal *ast.InterfaceType) []Member {
	var members []Member
	for _, field := range literal.Methods.List {
		where, what := OnMethod, "a method"
		if len(field.Names) == 0 {
			where, what = OnEmbedded, "an embedded interface"
		}
		place := place{where: where}
		doc := r.docOf(literal, field)
		r.warn(doc)
		for _, rd := range r.take(doc) {
			if isUnion(field.Type) {
				r.reportUseless(rd, "a type set has no methods")
			} else if v, ok := r.findVerb(rd); ok && r.checkPlace(rd, v, where, what) {
				place.add(r, rd, v.Verb)
			}
		}
		place.check(r)
		if place.policies != nil || place.wraps != nil {
			members = append(members, Member{Field: field, Policies: place.policies, Wraps: place.wraps})
		}
	}
	return members
}

// docOf returns the comment directly above field. The parser finds none for an embedded line that does not begin with a
// name, so it is searched for.
func (r *reader) docOf(literal *ast.InterfaceType, field *ast.Field) *ast.CommentGroup {
	if field.Doc != nil || len(field.Names) > 0 {
		return field.Doc
	}
	row := func(pos token.Pos) int { return r.fset.PositionFor(pos, false).Line }
	for _, group := range r.file.Comments {
		if group.Pos() > literal.Methods.Opening && group.End() <= field.Pos() && row(group.End())+1 == row(field.Pos()) {
			for _, other := range literal.Methods.List {
				if other.Comment == group || other.Pos() <= group.Pos() && group.End() <= other.End() {
					return nil
				}
			}
			return group
		}
	}
	return nil
}

// A place holds what one doc comment says.
type place struct {
	where     Place
	policies  []*Policy // of those without methods only the first
	above     *Policy   // the last one that was read, which when lines belong to
	decorator *Decorator
	wraps     []*Wrap
}

// withHint says where a with directive belongs.
const withHint = "it belongs below a policy, retry, when or decorator line, in the same comment"

// add reads a directive. A second one of the same kind in a place is an error.
func (p *place) add(r *reader, rd *rawDirective, verb Verb) {
	switch verb {
	case VerbWith:
		r.reportMisplaced(rd, "backoff:with does nothing here: there is no line above it to go on with", withHint)
		return
	case VerbWhen:
		p.addCase(r, rd)
		return
	case VerbWrap:
		p.addWrap(r, rd)
		return
	case VerbDecorator:
		d := r.readDecorator(rd)
		if p.decorator != nil {
			r.reportSecond(rd, "backoff:decorator", p.decorator.Pos)
			return
		}
		p.decorator = d
		return
	}
	p.addPolicy(r, rd, r.readPolicy(rd, verb))
}

// addPolicy adds a line. There may be several in one place when they have methods.
func (p *place) addPolicy(r *reader, rd *rawDirective, policy *Policy) {
	p.above = policy
	switch {
	case policy.Methods.Given && p.where == OnMethod:
		r.report(diag.Error, diag.BadArgument, policy.Methods.Key, policy.Methods.End, "methods does nothing on a method: its annotation is for that method").
			Hint = "it belongs in an annotation of the interface or of an embedded line"
		policy.Broken = true
	case policy.Verb == VerbOff && p.where == OnInterface && !policy.Methods.Given:
		r.reportMisplaced(rd, "backoff:off does nothing on an interface type", "without an annotation nothing is retried; methods=A,B says for which methods that is to be so")
		return
	}
	for _, first := range p.policies {
		if p.where == OnMethod || !first.Methods.Given && !policy.Methods.Given {
			r.reportSecond(rd, "backoff:"+string(first.Verb), first.Pos)
			return
		}
	}
	p.policies = append(p.policies, policy)
}

// check reports what is wrong with the place's policies, each as a whole, now that everything is read.
func (p *place) check(r *reader) {
	for _, policy := range p.policies {
		if !policy.Broken {
			r.checkPolicy(policy)
		}
	}
}

func (r *reader) reportSecond(rd *rawDirective, first string, pos token.Pos) {
	d := r.report(diag.Error, diag.DuplicateDirective, rd.pos, rd.end(), "a second annotation in the same place; the first is "+first)
	d.Hint = "keep only one of them"
	d.Related = []diag.Related{{Pos: r.fset.Position(pos), Message: "the first one"}}
}

// notInterface describes a type expression that cannot be an interface to decorate, whatever its names mean; otherwise
// it returns nothing.
func notInterface(typ ast.Expr) string {
	switch t := typ.(type) {
	case *ast.InterfaceType:
		if t.Methods == nil || len(t.Methods.List) == 0 {
			return "an interface without methods"
		}
	case *ast.StructType:
		return "a struct"
	case *ast.MapType:
		return "a map"
	case *ast.FuncType:
		return "a function type"
	case *ast.ChanType:
		return "a channel"
	case *ast.ArrayType:
		if t.Len == nil {
			return "a slice"
		}
		return "an array"
	case *ast.StarExpr:
		return "a pointer"
	}
	return ""
}

// isUnion reports whether an embedded line is a type set, such as ~int | string.
func isUnion(typ ast.Expr) bool {
	switch ast.Unparen(typ).(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr:
		return true
	}
	return false
}
