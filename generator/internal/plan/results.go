package plan

import "go/types"

// A Fallback is a function that returns the results of a call that has finally failed.
type Fallback struct {
	Func    types.Object // a function of the parameters and the error, or a variable of such a type
	Generic bool         // it takes the interface's type parameters
	Name    string       // of the generated function that calls Func if a parameter of the method hides it; otherwise empty
}
