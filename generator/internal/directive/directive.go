// Package directive reads //backoff: annotations as text: comments in, directives with positions out. It knows the
// grammar (the verbs in spec.go, the table of keys in runtime/keys) and where an annotation may stand, and nothing of types.
package directive

import (
	"go/ast"
	"go/token"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// A File is what a source file's comments say.
type File struct {
	Imports    []Import     // the file's //backoff:import lines, in order
	Interfaces []*Interface // the annotated type declarations, in source order
	Copies     []Copy       // in a file that another generator wrote, the annotations of methods that are no interface's
}

// A Copy is an annotation of a method with a body that another generator wrote. That may be what it made of the comment of
// which it made an interface's annotation too: sqlc writes a query's comment to both. If not, it does nothing.
type Copy struct {
	Type, Method string          // the method's name, and that of its receiver's type
	Misplaced    diag.Diagnostic // what there is to say then
}

// An Import is a //backoff:import line.
type Import struct {
	Name    string // the alias; empty when none is written
	Path    string
	Pos     token.Pos // of the directive's //
	PathPos token.Pos // of the path's opening quote
	NamePos token.Pos // of the alias; NoPos when none is written
}

// An Interface is a package-level type declaration that carries an annotation, on itself or on a line inside it. Its
// type may be an interface literal or any expression that could denote an interface (type Store = other.Store).
type Interface struct {
	Spec      *ast.TypeSpec
	Policy    *Policy    // the default for its methods: policy, retry or use (never off); nil when there is none
	Decorator *Decorator // nil when the default names hold
	Members   []Member   // the annotated methods and embedded lines, in source order
}

// A Member is a method or an embedded line of an interface literal that carries an annotation.
type Member struct {
	Field  *ast.Field // Names is empty for an embedded line
	Policy *Policy
}

// A Decorator is a //backoff:decorator line.
type Decorator struct {
	Pos         token.Pos
	Name        Word // the generated type's name; Text is empty when not given
	Constructor Word
	Policies    Word // the struct of policies
}

// A Word is a value and where it stands.
type Word struct {
	Text     string
	Pos, End token.Pos
}

// A Verb tells the directives that decide how a method is retried from each other.
type Verb string

// The verbs.
const (
	VerbPolicy Verb = "policy"
	VerbRetry  Verb = "retry"
	VerbUse    Verb = "use"
	VerbOff    Verb = "off"
)

// A Policy is one policy, retry, use or off directive with its values read as far as text alone can tell.
type Policy struct {
	Verb     Verb
	Text     string    // the directive as it is written, without the slashes: "backoff:retry 5"
	Pos, End token.Pos // of the whole directive, from its // on
	Broken   bool      // an error about it has been reported; what is missing in it may be a follow-up

	Use Expr // the shared policy's name, for VerbUse

	Errors []Expr // one for each entry; empty when none was written, then the verb's default holds

	values []Value // of the other keys that are given, as they are written
}

// An Expr is a value that is Go: a name, a type or an expression. Nothing of it is parsed here.
type Expr struct {
	Text     string // decoded: without quotes
	KeyPos   token.Pos
	Pos, End token.Pos // of Text's first byte in the file, and behind its last

	offsets []int // of each byte of Text in the file, relative to Pos, when escapes moved them; else nil
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
