package plan

import (
	"go/ast"
	"go/types"
	"slices"
)

// A Question is a function or an expression that a key names, and that is about one call of the method: it is given the
// call's arguments, what an attempt returned, or more. One of Func, Method, Expr, and Response or Unknown is set.
type Question struct {
	Func    types.Object // a function, or a variable that holds one
	Generic bool         // Func takes the interface's type parameters
	Method  *types.Func  // a method of the interface, which is called on the inner value
	Text    string       // as written

	Expr ast.Expr    // a boolean expression over the arguments
	Info *types.Info // Uses of every identifier in Expr; what it is given are *types.Var without a package

	Response *Class // a predicate over one result, an *http.Response
	Unknown  *Class // the same of responses that leave open what was done: true for these where the call may be repeated; it may be there without Response

	Args   []Argument // what it is given, in order
	Spread bool       // the last of them is the elements of a variadic parameter

	Key string // in names of what is generated: Giveup

	// Name is the name of the package-level function that is generated from Expr, such as retryingStoreFetchGiveup, or that calls
	// Func if a parameter of the method hides it; otherwise it is empty.
	Name string
}

// Sees reports whether a question is given something of that kind.
func (q *Question) Sees(kind ArgumentKind) bool {
	return slices.ContainsFunc(q.Args, func(a Argument) bool { return a.Kind == kind })
}

// IsAboutError reports whether a question is about the error alone.
func (q *Question) IsAboutError() bool {
	return q.Method == nil && !slices.ContainsFunc(q.Args, func(a Argument) bool { return a.Kind != ArgumentError })
}

// SeesTime reports whether a question is told how long the call has taken.
func (q *Question) SeesTime() bool { return q.Sees(ArgumentElapsed) || q.Sees(ArgumentFailure) }

// Questions returns the questions of a method, in the order in which they are asked.
func (m *Method) Questions() []*Question {
	return append(m.Rejections(), slices.DeleteFunc([]*Question{m.Giveup, m.PauseFrom, m.Idempotent, m.BeforeRetry, m.MapError}, func(q *Question) bool { return q == nil })...)
}

// A CaseResult is what is asked about the results of an attempt without an error, to find out whether they are in a case of the
// policy.
type CaseResult struct {
	Case int // its number, from 1
	*Question
}

// Rejections returns the questions of a method that reject the results of an attempt without an error, in the order in which
// they are asked: those of cases, and retry_result.
func (m *Method) Rejections() []*Question {
	var list []*Question
	for _, r := range m.CaseResults {
		list = append(list, r.Question)
	}
	if m.RetryResult != nil {
		list = append(list, m.RetryResult)
	}
	return list
}

// An Argument is one of the things that a Question may be given.
type Argument struct {
	Kind  ArgumentKind
	Index int    // of the parameter or result
	Name  string // in an expression
}

// An ArgumentKind is a kind of Argument.
type ArgumentKind int

// The kinds of Argument.
const (
	ArgumentError   ArgumentKind = iota // of the attempt
	ArgumentTry                         // the attempt's number
	ArgumentElapsed                     // the time since the call began
	ArgumentFailure                     // all three, and the pause, as a backoff.Failure
	ArgumentContext                     // that before_retry is to run under
	ArgumentParam                       // a parameter of the method
	ArgumentResult                      // a result of the attempt
)
