package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// keyOfNames returns the key that a code is about if the key's values are names, and otherwise nothing.
func keyOfNames(code string) (key string) {
	switch code {
	case BadErrorsEntry:
		return "errors"
	case BadPauseFrom:
		return "pause_from"
	case BadFallback:
		return "fallback"
	case BadGuard:
		return "guard"
	case BadBudget:
		return "budget"
	case BadBeforeRetry:
		return "before_retry"
	case BadMapError:
		return "map_error"
	case BadSharedPolicy:
		return "use"
	}
	return ""
}

// misplacedValueHint returns a hint for a value that is a duration or a number instead of a name. Among errors, it is
// mostly an argument that lacks its key.
func misplacedValueHint(key, text string) string {
	if _, err := time.ParseDuration(text); err == nil && key == "pause_from" {
		return "write pause=" + text
	} else if err == nil && key == "errors" {
		return "a duration after the first three arguments needs its key, such as deadline=" + text
	}
	if n, err := strconv.Atoi(text); err == nil && n > 0 && key == "errors" {
		return "a number of tries needs its key: max_tries=" + text
	}
	return ""
}

// reportCall reports an expression over err where a name is expected, such as isBusy(err) or err == ErrBusy. It reports
// whether it was one.
func (s *scope) reportCall(e directive.Expr, syntax ast.Expr, code, expected string) bool {
	key := keyOfNames(code)
	if key == "" || !s.isAboutErr(syntax) {
		return false
	}
	d := s.errorf(exprSpan(e), code, "%s is an expression over err, not a name; expected %s", e.Text, expected)
	if name := nameIn(key, syntax); name != "" {
		d.Hint = "write " + written(key, e, name)
	} else {
		d.Hint = "declare a function for it, and write its name"
	}
	return true
}

// written returns how a name is written as the value of a key; without the key if it is one of several.
func written(key string, e directive.Expr, name string) string {
	if first := int(e.Pos - e.KeyPos); e.KeyPos.IsValid() && first <= len(key+`="`) {
		return key + "=" + name
	}
	return name
}

// isAboutErr reports whether an expression is a call or an operation that uses err, when no package-level name is err.
func (s *scope) isAboutErr(x ast.Expr) bool {
	switch ast.Unparen(x).(type) {
	case *ast.CallExpr, *ast.BinaryExpr, *ast.UnaryExpr:
	default:
		return false
	}
	about := false
	for _, n := range freeNames(x).names {
		about = about || n.ident.Name == "err" && n.selector == nil
	}
	if !about {
		return false
	}
	_, v := s.lookup("err")
	return v == missing
}

// nameIn returns the name that can replace the expression x over err: isBusy for isBusy(err), and ErrBusy for err ==
// ErrBusy and errors.Is(err, ErrBusy). Under fallback it may be that of a function which takes more before err.
func nameIn(key string, x ast.Expr) string {
	isErr := func(e ast.Expr) bool {
		id, isIdent := ast.Unparen(e).(*ast.Ident)
		return isIdent && id.Name == "err"
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		switch {
		case x.Op != token.EQL:
		case isErr(x.X) && isName(x.Y):
			return types.ExprString(x.Y)
		case isErr(x.Y) && isName(x.X):
			return types.ExprString(x.X)
		}
	case *ast.CallExpr:
		last := len(x.Args) - 1
		switch {
		case types.ExprString(x.Fun) == "errors.Is" && last == 1 && isErr(x.Args[0]) && isName(x.Args[1]):
			return types.ExprString(x.Args[1])
		case isName(x.Fun) && (last == 0 || last > 0 && key == "fallback") && isErr(x.Args[last]):
			return types.ExprString(x.Fun)
		}
	}
	return ""
}

// isName reports whether x is a name, qualified or not.
func isName(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x.Name != "nil"
	case *ast.SelectorExpr:
		_, isIdent := x.X.(*ast.Ident)
		return isIdent
	}
	return false
}
