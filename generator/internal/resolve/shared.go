package resolve

import (
	"go/types"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

const expectedShared = "a package-level variable, or a function without parameters, of type backoff.Policy or *backoff.Policy"

// resolveShared resolves the name given to a use directive to its variable or function. It returns nil when it has reported
// why it cannot.
func (s *scope) resolveShared(e directive.Expr) types.Object {
	x := s.checkExpression(e, BadSharedPolicy, expectedShared)
	if x == nil {
		return nil
	}
	obj := x.object()
	if obj == nil {
		s.badShared(x, s.describe(x))
		return nil
	}
	t := obj.Type()
	switch obj := obj.(type) {
	case *types.Var:
	case *types.Func:
		sig := obj.Signature()
		if generic(sig) || sig.Params().Len() > 0 || sig.Results().Len() != 1 {
			s.badShared(x, x.Text+" is a "+s.typeString(sig))
			return nil
		}
		t = sig.Results().At(0).Type()
	default:
		s.badShared(x, x.Text+" is a "+kindOf(obj))
		return nil
	}
	if IsNamed(t, IsRuntime, "Policy") || isPointerTo(t, IsRuntime, "Policy") {
		return obj
	}
	s.reportType(x, t, BadSharedPolicy, expectedShared)
	return nil
}

// reportType reports that what x names is not of a type that was expected, or that its type is not known.
func (s *scope) reportType(x *expression, t types.Type, code, expected string) *diag.Diagnostic {
	switch {
	case broken(t) && s.lacksRuntime():
		d := s.errorf(x.spanOf(), NotLoaded, "the type of %s is not known: package %q could not be loaded", x.Text, runtimePath)
		d.Hint = goGetRuntime
		return d
	case broken(t):
		return s.unknownType(x, x.Text)
	}
	return s.errorf(x.spanOf(), code, "%s is of type %s; expected %s", x.Text, s.typeString(t), expected)
}

func (s *scope) badShared(x *expression, what string) {
	s.errorf(x.spanOf(), BadSharedPolicy, "%s; expected %s", what, expectedShared)
}

// lacksRuntime reports whether a file of the package imports the runtime and it could not be loaded.
func (r *resolver) lacksRuntime() bool {
	for _, f := range r.Files {
		for _, spec := range f.Imports {
			name := r.Info.PkgNameOf(spec)
			if name != nil && IsRuntime(name.Imported().Path()) && !name.Imported().Complete() {
				return true
			}
		}
	}
	return false
}
