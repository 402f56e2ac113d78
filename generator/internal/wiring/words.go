package wiring

import (
	"go/ast"
	"go/types"
)

// Words returns what a budget or a guard is declared with, as it is written and, where package backoff makes it, in words; empty
// where that is not in this code.
func (c *Code) Words(name string) string {
	value := c.value(name)
	if value == nil {
		return ""
	}
	text := types.ExprString(value)
	if words := c.made(value); words != "" {
		text += ": " + words
	}
	return text
}

// made says what the function of package backoff that is called makes; empty where it is another one.
func (c *Code) made(value ast.Expr) string {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok {
		return ""
	}
	arg := func(i int) string {
		if i >= len(call.Args) {
			return "?" // it does not compile
		}
		if v := c.Info.Types[call.Args[i]].Value; v != nil {
			return v.String()
		}
		return types.ExprString(call.Args[i])
	}
	switch c.ofBackoff(call) {
	case "Must":
		if len(call.Args) == 1 {
			return c.made(call.Args[0])
		}
	case "NewThrottle":
		return arg(0) + " tokens at most; a failed attempt takes one, a success gives " + arg(1) + " back; retries while there are more than half"
	case "NewRetryRatio":
		return "retries are at most " + arg(0) + " of the calls of the last ten seconds, and " + arg(1) + " a second more"
	case "NewRetryQuota":
		return arg(0) + " tokens at most; a retry takes 14, or 5 where the server throttled, and gives them back where it succeeds"
	case "NewLimit":
		return "at most " + arg(0) + " attempts at the same time, the others refused"
	case "NewWaitingLimit":
		return "at most " + arg(0) + " attempts at the same time, the others wait"
	}
	return ""
}
