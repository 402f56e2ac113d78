// Package directive reads //backoff: annotations as text: it gets comments and returns directives with positions. It
// knows the grammar (the verbs in spec.go, the table of keys in runtime/keys) and where annotations are allowed, and
// nothing about types.
package directive

import (
	"go/ast"
	"go/token"
	"iter"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// A File holds the annotations of a source file.
type File struct {
	Imports    []Import     // the file's //backoff:import lines, in order
	Interfaces []*Interface // the annotated type declarations, in source order
	Copies     []Copy       // in a file that another generator wrote: annotations on methods of types
}

// A Copy is an annotation on a method with a body that another generator wrote. The generator may have copied it
// together with a comment that it also wrote to an interface: sqlc writes a query's comment to both. Otherwise the
// annotation does nothing.
type Copy struct {
	Type, Method string          // the method's name, and that of its receiver's type
	Misplaced    diag.Diagnostic // the diagnostic for that case
}

// An Import is a //backoff:import line.
type Import struct {
	Name    string // the alias; empty when none is written
	Path    string
	Pos     token.Pos // of the directive's //
	PathPos token.Pos // of the path's opening quote
	NamePos token.Pos // of the alias; NoPos when none is written
}

// An Interface is a package-level type declaration with an annotation, on itself or on a line inside it. Its type may
// be an interface literal or any expression that may mean an interface (type Store = other.Store).
type Interface struct {
	Spec      *ast.TypeSpec
	Policies  []*Policy  // the lines for its methods, in order; off only with methods
	Decorator *Decorator // nil when the default names are used
	Wraps     []*Wrap    // of what its methods return
	Members   []Member   // the annotated methods and embedded lines, in source order
}

// A Member is a method or an embedded line of an interface literal that has an annotation.
type Member struct {
	Field    *ast.Field // Names is empty for an embedded line
	Policies []*Policy  // its lines, in order; a method has at most one
	Wraps    []*Wrap
}

// Lines yields the policies that are written on i and on its members.
func (i *Interface) Lines() iter.Seq[*Policy] {
	return func(yield func(*Policy) bool) {
		for _, p := range i.Policies {
			if !yield(p) {
				return
			}
		}
		for _, m := range i.Members {
			for _, p := range m.Policies {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// A Decorator is a //backoff:decorator line.
type Decorator struct {
	Pos         token.Pos
	Name        Word // the generated type's name; Text is empty when not given
	Constructor Word
	Policies    Word // the struct of policies
	Target      Word // what is generated beside it: temporal; Text is empty when that is nothing
	Into        Word // the folder that this is written into, relative to the source's; given where Target is
}

// A Word is a value and its position.
type Word struct {
	Text     string
	Pos, End token.Pos
}

// A Verb is the name of a directive.
type Verb string

// The verbs.
const (
	VerbPolicy Verb = "policy"
	VerbRetry  Verb = "retry"
	VerbUse    Verb = "use"
	VerbOff    Verb = "off"
	VerbWhen   Verb = "when" // a case of the policy above it
)

// A Policy is one policy, retry, use or off directive, or a when directive below one of the first two, with its values read as far as that is possible without types.
type Policy struct {
	Verb     Verb
	Text     string    // the directive as written, without the slashes and its cases: "backoff:retry 5"
	Pos, End token.Pos // of the whole directive, from its // on
	Says     string    // Text without methods
	Broken   bool      // an error about it was reported, and values may be missing because of that

	Methods Selection // the methods of its place that it is for

	Use Expr // the shared policy's name, for VerbUse

	Errors []Entry // empty when none is written, then the verb's default applies

	Cases []*Policy // the when directives below it, in order

	values []Value // of the other keys that are given, as they are written
}

// An Entry is one entry of a list of errors.
type Entry struct {
	Expr
	Not token.Pos // of the ! before it, which leaves it out of the list; NoPos where there is none
}

// An Expr is a value that is Go code: a name, a type or an expression. It is not parsed here.
type Expr struct {
	Text     string // decoded: without quotes
	KeyPos   token.Pos
	Pos, End token.Pos // of Text's first byte in the file, and after its last

	offsets []int // of each byte of Text in the file, relative to Pos, if there are escapes; otherwise nil
}

// At returns the position in the file of the byte of Text at offset.
func (e Expr) At(offset int) token.Pos {
	if e.offsets != nil {
		if offset < len(e.offsets) {
			return e.Pos + token.Pos(e.offsets[offset])
		}
		return e.End
	}
	return min(e.Pos+token.Pos(offset), e.End)
}
