package resolve

import (
	"go/build/constraint"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// warnNotEverywhere warns of a name that an annotation needs, and that some build of its file does not have: only files for
// other builds declare it. The generated file would not compile there.
func (s *scope) warnNotEverywhere(obj types.Object, at span) {
	if obj.Parent() != s.Pkg.Scope() {
		return // a parameter, or what another package declares
	}
	where := s.declaredUnder(obj.Name())
	if len(where) == 0 || slices.Contains(where, "") {
		return
	}
	if missing := buildWithout(s.constraint, where); missing != "" {
		d := s.warnf(at, NotEverywhere, "%s is declared in builds for %s, and not in every build of this file", obj.Name(), strings.Join(where, ", or "))
		d.Hint = "nothing declares it " + missing
		d.Related = s.related(obj.Pos(), obj.Name()+" is declared here")
	}
}

// declaredUnder returns the constraints of the files that declare a name of the package.
func (r *resolver) declaredUnder(name string) []string {
	if r.constraints == nil { // a package may have many names, and annotations that name them
		r.constraints = map[string][]string{}
		for _, f := range slices.Concat(r.Files, r.Rest) {
			under := constraintOf(filepath.Base(r.filename(f)), f)
			for id := range directive.Declared(f) {
				r.constraints[id.Name] = append(r.constraints[id.Name], under)
			}
		}
	}
	return r.constraints[name]
}

// excludedUse returns a declaration of a name in a file that this build leaves out; nil when there is none.
func (s *scope) excludedUse(name string) *use {
	if s.Destination != nil {
		return nil
	}
	for _, u := range s.usedNames.uses[name] {
		if !u.isImport && u.constraint != "" && mayBuildTogether(u.constraint, s.constraint) {
			return &u
		}
	}
	return nil
}

// buildWithout says which build has files under one constraint, and none of those under the others; empty when there is
// none.
func buildWithout(has string, others []string) string {
	exprs := map[string]constraint.Expr{}
	tags := map[string]bool{}
	for _, text := range append([]string{has}, others...) {
		exprs[text] = parseConstraint(text, tags)
	}
	holds := func(text string, b build) bool { return text == "" || exprs[text].Eval(b.has) }
	without := ""
	newBuilds(tags).any(func(b build) bool {
		if !holds(has, b) {
			return false
		}
		for _, other := range others {
			if holds(other, b) {
				return false
			}
		}
		if without = "elsewhere"; b.remedy() != "" {
			without = "under " + b.remedy()
		}
		return true
	})
	return without
}
