// Package plan has the data that says what will be generated. Every decision has been made when a plan exists, so that
// it can be printed, checked and emitted without further questions.
package plan

import (
	"go/token"
	"go/types"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A Package holds the decorators of one package.
type Package struct {
	Path   string         // of the package that decorators are written into
	Name   string         // its name
	Types  *types.Package // the package that has the interfaces; mostly the same
	Target string         // what is generated for, where that is another engine than backoffgen's own: temporal; otherwise empty

	// Reserved are names that are in use although Types does not have them: test files declare them, or files that are
	// built on other systems. When decorators are written into another package, they are all of its names.
	Reserved []string

	Files []*File // one for each source file with a decorated interface, sorted by name
}

// A File is one generated file: the decorators of one source file.
type File struct {
	Source     string // the source file's absolute path
	Origin     string // how the generated file names its source: x.go if both are in the same folder
	Constraint string // the //go:build expression that the source is under, its file name's included; empty when none
	Decorators []*Decorator

	LintIgnores []string // staticcheck directives about deprecated names: "//lint:file-ignore SA1019 …"
	// Imports has the names that the source uses for packages, by path, if they are not the packages' own names; "" for
	// a dot import.
	Imports map[string]string
}

// A Decorator is one generated decorator.
type Decorator struct {
	Interface *types.TypeName // the decorated interface; an alias's own name when an alias is annotated

	// Names of what is generated, all free in the package.
	Name        string // of the type: RetryingStore
	Constructor string // NewRetryingStore
	Policies    string // StorePolicies
	Defaults    string // DefaultStorePolicies

	Deprecated string               // the paragraph of the interface's documentation that says so; empty when it is not
	TypeParams *types.TypeParamList // of the interface; nil when it has none
	Methods    []*Method            // in source order, embedded ones at their embedding line

	// Foreign is the unexported name through which the inner interface is embedded, such as storeInner. It
	// is set if the interface has methods that this package cannot declare; those are not in Methods. Empty otherwise.
	Foreign string

	Shared *Shared // nil unless it decorates results, or results are decorated by it

	Durable *Durable // nil unless calls go on in other processes: the decorator runs inside their activities
}

// A Method is one method of a decorator.
type Method struct {
	Name       string
	Signature  *types.Signature
	Context    Context
	Deprecated string  // as a Decorator's
	Policy     *Policy // nil: passed straight through. Methods under one default share one pointer
	Wraps      []*Wrap // the results that come back decorated
	Unwraps    []*Wrap // the parameters that are unwrapped again

	// Of a method under a policy:
	Lifetime    Lifetime
	Replay      Replay
	Idempotence Idempotence
	Idempotent  *Question    // whether a call may be carried out twice, where it is IdempotenceAsked
	CaseResults []CaseResult // in the order of the policy's cases
	RetryResult *Question    // about the results of an attempt without an error; nil when there is none
	Giveup      *Question    // where it is not the policy's, being about more than the error; nil when there is none
	PauseFrom   *Question    // the same
	BeforeRetry *Question    // nil when there is none
	MapError    *Question    // nil when there is none
	Fallback    *Fallback    // nil when there is none
	Durable     *Ending      // what a durable call ends with on the side of its caller; nil when that is nothing
	Results     string       // of a durable method with several results: the name of the struct that they travel in; otherwise empty
}

// CutsOff reports whether an attempt that is out of time ends, or is left behind.
func (m *Method) CutsOff() bool { return m.Context.SupportsLimits() || m.Policy.Values.Abandon }

// AsksServer reports whether a server may ask for a longer pause.
func (m *Method) AsksServer() bool { return m.Policy.PauseFrom != nil || m.PauseFrom != nil }

// A Context says where a method has its caller's context from.
type Context struct {
	Kind  ContextKind
	Param int // the parameter's index, for all kinds but NoContext
}

// SupportsLimits reports whether attempts can be given a context that ends at their limits.
func (c Context) SupportsLimits() bool { return c.Kind == ContextParam || c.Kind == ContextRequest }

// A ContextKind is a kind of Context.
type ContextKind int

// The kinds of Context.
const (
	ContextNone    ContextKind = iota
	ContextParam               // a parameter of type context.Context
	ContextRequest             // an *http.Request parameter's
	ContextCustom              // a parameter of another type that implements context.Context: it ends pauses, and is passed on unchanged
)

// A Policy is a policy as annotated.
type Policy struct {
	Text    string         // the directive as written: "backoff:retry 5"
	At      token.Position // of the directive
	Owner   string         // what it is written on, for comments: "Store" for a default, "Store.Fetch" for a method's own
	Methods string         // the methods that its line selects, as written; empty when it is for all, or on a method
	Use     types.Object   // the shared policy's *types.Var or *types.Func; nil when the policy is written out
	Values  backoff.Policy // the numbers; Errors and Giveup are nil here, they are the fields below
	Errors  []Matcher
	Giveup  *Question // about the error alone; a func(error) bool, or an expression
	Cases   []Case

	PauseFrom types.Object // a func(error) (time.Duration, bool), or a variable of such a type; nil when there is none
	Guard     types.Object // a variable whose value is a backoff.Guard; nil when there is none
	Budget    types.Object // a variable whose value is a backoff.RetryBudget; nil when there is none
}

// A Case is a case of a policy, as annotated.
type Case struct {
	Text      string // the directive as written: "backoff:when ErrBusy pause=1s"
	At        token.Position
	Values    backoff.Case // the numbers; Errors and PauseFrom are nil here, they are the fields below
	Errors    []Matcher
	PauseFrom types.Object // as a Policy's
}

// HasLimits reports whether an attempt's context may end before that of the caller under p. A shared policy counts as
// having limits, since its values are not known.
func (p *Policy) HasLimits() bool {
	return p.Use != nil || p.Values.AttemptTimeout > 0 || p.Values.Deadline > 0
}

// TakesGuard reports whether attempts may have to pass through a guard under p. A shared policy may have one, since its values
// are not known.
func (p *Policy) TakesGuard() bool { return p.Use != nil || p.Guard != nil }

// RunsAsync reports whether attempts run in goroutines of their own under p.
func (p *Policy) RunsAsync() bool { return p.Values.Hedge > 0 || p.Values.Abandon }

// A MatcherKind says how an error is matched.
type MatcherKind int

// The kinds of Matcher.
const (
	MatchAny   MatcherKind = iota // the predeclared error: every error
	MatchIs                       // a variable or constant: errors.Is
	MatchAs                       // a type: errors.As
	MatchFunc                     // a func(error) bool
	MatchClass                    // what is known of a client's errors
)

// A Matcher is one entry of an errors list.
type Matcher struct {
	Kind   MatcherKind
	Object types.Object // for MatchIs and MatchFunc
	Called bool         // for MatchFunc: Object is not a func(error) bool, but can be called as one
	Type   types.Type   // for MatchAs
	Except bool         // it leaves what it matches out of its list
	Class  *Class       // for MatchClass
	Unsure bool         // and that of errors which leave open what was done, in a method of which each call says whether that may be repeated
}
