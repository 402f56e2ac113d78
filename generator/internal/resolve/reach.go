package resolve

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A source is one policy of an annotated interface and the methods that take it.
type source struct {
	*directive.Policy
	plan    *plan.Policy // nil when it is off, or wrong
	methods []*method    // those that return an error and can be written here
	barred  []*method    // those that return an error and cannot
}

// A standing is the policies of one interface by where they stand.
type standing struct {
	name   string                 // the interface's
	def    *source                // on the interface itself, or nil
	at     map[*ast.Field]*source // on its methods and embedded lines
	closes bool                   // a default passed over a Close() error
}

// sources resolves the policies of an annotated interface, all of them, so that what is wrong in one is reported
// whether or not a method takes it.
func (s *scope) sources(i *directive.Interface) *standing {
	st := &standing{name: i.Spec.Name.Name, at: map[*ast.Field]*source{}}
	if i.Policy != nil {
		st.def = &source{Policy: i.Policy, plan: s.policy(i.Policy, st.name, "")}
	}
	for _, m := range i.Members {
		if m.Policy == nil {
			continue
		}
		src := &source{Policy: m.Policy}
		if m.Policy.Verb != directive.VerbOff {
			src.plan = s.policy(m.Policy, ownerOf(st.name, m.Field), partOf(m.Field))
		}
		st.at[m.Field] = src
	}
	return st
}

// ownerOf names what a member's policy stands on: "Store.Fetch", or "io.Reader in Store".
func ownerOf(name string, f *ast.Field) string {
	if len(f.Names) > 0 {
		return name + "." + f.Names[0].Name
	}
	return typeExpr(f.Type) + " in " + name
}

// partOf returns what a member lends to the names of its helpers: Fetch for a method, Reader for an io.Reader.
func partOf(f *ast.Field) string {
	if len(f.Names) > 0 {
		return goname.Exported(f.Names[0].Name)
	}
	e := f.Type
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.Sel
		case *ast.Ident:
			return goname.Exported(x.Name)
		default:
			return "Embedded"
		}
	}
}

// assign decides which policy each method takes: its own over an embedded line's over the interface's.
func (r *resolver) assign(st *standing, ms []*method) map[*method]*source {
	taken := map[*method]*source{}
	for _, m := range ms {
		if own := st.at[m.own]; m.own != nil && own != nil {
			if !m.writable && m.fallible && own.Verb != directive.VerbOff {
				own.barred = append(own.barred, m)
				continue
			}
			if r.own(st, m, own) {
				taken[m] = own
				own.methods = append(own.methods, m)
			}
			continue
		}
		src := r.line(st, m)
		if src == nil {
			src = st.def
		}
		switch {
		case src == nil || !m.fallible:
		case isClose(m.fn) && !bringsCloseAlone(st, m, src, ms):
			st.closes = true
		case !m.writable:
			src.barred = append(src.barred, m)
		default:
			taken[m] = src
			src.methods = append(src.methods, m)
		}
	}
	return taken
}

// isClose reports whether a method is Close() error, to which a default does not apply: most things are closed once.
func isClose(m *types.Func) bool {
	sig := m.Signature()
	return m.Name() == "Close" && sig.Params().Len() == 0 && sig.Results().Len() == 1 && returnsError(sig)
}

// bringsCloseAlone reports whether a policy stands on an embedded line that brings no other method than this Close, and so
// means it.
func bringsCloseAlone(st *standing, m *method, src *source, ms []*method) bool {
	for _, line := range m.lines {
		if st.at[line] == src {
			return !slices.ContainsFunc(ms, func(other *method) bool { return other != m && slices.Contains(other.lines, line) })
		}
	}
	return false
}

// own checks a method's own annotation, and reports whether the method can take it.
func (r *resolver) own(st *standing, m *method, src *source) bool {
	if src.Verb == directive.VerbOff {
		return true
	}
	name := st.name + "." + m.fn.Name()
	if !m.fallible {
		f := r.errorf(policySpan(src.Policy), NoErrorResult, "%s cannot be retried: its last result is not an error", name)
		f.Hint = "remove the annotation: such a method is passed straight through"
		return false
	}
	r.limits(name, m, src.Policy)
	return true
}

// line returns the annotation of the embedded lines that bring a method, or nil. Lines that disagree are reported.
func (r *resolver) line(st *standing, m *method) *source {
	var first *source
	for _, f := range m.lines {
		src := st.at[f]
		switch {
		case src == nil:
		case first == nil:
			first = src
		case strings.Join(strings.Fields(src.Text), " ") != strings.Join(strings.Fields(first.Text), " "):
			d := r.errorf(policySpan(src.Policy), Disagreement, "%s comes from two embedded lines that are annotated differently", m.fn.Name())
			d.Hint = "declare the method in " + st.name + " with an annotation of its own"
			d.Related = r.related(first.Pos, "the other annotation")
		}
	}
	return first
}
