package plan

import (
	"go/ast"
	"go/types"
)

// A ResultPredicate is a retry_result: it decides from the results of an attempt that returned no error whether to
// retry it. Exactly one of Func, Expr and Response is set.
type ResultPredicate struct {
	Func      types.Object // a function of the results, or a variable of such a type
	WithError bool         // Func takes the error too
	Generic   bool         // Func takes the interface's type parameters
	Text      string       // as written

	Response *Class // a predicate over one result, an *http.Response
	Index    int    // of that result

	Expr   ast.Expr    // a boolean expression over the results
	Info   *types.Info // Uses of every identifier in Expr; the results are *types.Var without a package
	Params []string    // the names of the results in Expr, without the error

	// Name is the name of the package-level function that is generated from Expr, such as
	// retryingStoreFetchRetryResult, or that calls Func if a parameter of the method hides it; otherwise it is empty.
	Name string
}

// A Fallback is a function that returns the results of a call that has finally failed.
type Fallback struct {
	Func    types.Object // a function of the parameters and the error, or a variable of such a type
	Generic bool         // it takes the interface's type parameters
	Name    string       // of the generated function that calls Func if a parameter of the method hides it; otherwise empty
}
