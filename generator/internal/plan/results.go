package plan

import (
	"go/ast"
	"go/types"
)

// A Judge decides by what an attempt returned without an error whether it is retried: a retry_result. Exactly one of
// Func and Expr is set.
type Judge struct {
	Func      types.Object // a function of the results, or a variable of such a type
	WithError bool         // Func takes the error too
	Generic   bool         // Func takes the interface's type parameters
	Text      string       // as written

	Expr   ast.Expr    // a boolean expression over the results
	Info   *types.Info // Uses of every identifier in Expr; the results are *types.Var without a package
	Params []string    // what Expr calls the results, but for the error

	// Name is that of the package-level function that Expr is emitted as, retryingStoreFetchRetryResult, or that stands in for
	// Func where a parameter of the method hides that; else it is empty.
	Name string
}

// A Fallback makes up for a call that has failed for good.
type Fallback struct {
	Func    types.Object // a function of the parameters and the error, or a variable of such a type
	Generic bool         // it takes the interface's type parameters
	Name    string       // of the function that stands in for Func where a parameter of the method hides that; else empty
}
