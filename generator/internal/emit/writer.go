package emit

import (
	"go/types"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A Writer writes parts of declarations for another emitter, which has more to say about an interface than that it is retried. They are
// as those of the decorator in the same file: with the same imports, names and type parameters.
type Writer struct {
	e *emitter
	d *decorator
}

// Decorator returns the plan of the decorator.
func (w *Writer) Decorator() *plan.Decorator { return w.d.Decorator }

// Retried returns the methods under a policy, in source order.
func (w *Writer) Retried() []*plan.Method { return w.d.retried }

// HasMethod reports whether the interface has a method of that name.
func (w *Writer) HasMethod(name string) bool { return w.d.hasMethod(name) }

// Interface is the type of the interface, and InterfaceName its name in comments.
func (w *Writer) Interface() *jen.Statement { return w.e.interfaceType(w.d) }

// InterfaceName is the name of the interface in comments.
func (w *Writer) InterfaceName() string { return w.e.interfaceName(w.d) }

// Link is what a method calls, as a link for go doc.
func (w *Writer) Link(m *plan.Method) string { return w.e.link(w.d, m) }

// TypeParams is [K comparable, V any], and nothing where there are none.
func (w *Writer) TypeParams() *jen.Statement { return w.e.typeParamList(w.d) }

// TypeArgs is [K, V], and nothing where there are none.
func (w *Writer) TypeArgs() *jen.Statement { return w.e.typeArgs(w.d) }

// Type is a type as this file writes it.
func (w *Writer) Type(t types.Type) *jen.Statement { return w.e.typ(t) }

// Object is the name of a package-level object as this file writes it.
func (w *Writer) Object(o types.Object) *jen.Statement { return w.e.object(o) }

// Predeclared is a predeclared name.
func (w *Writer) Predeclared(name string) *jen.Statement { return w.e.predeclared(name) }

// IsNotNil is the condition that x is not nil.
func (w *Writer) IsNotNil(x *jen.Statement) *jen.Statement { return w.e.isNotNil(x) }

// Nil is nil.
func (w *Writer) Nil() *jen.Statement { return jen.Id(w.e.nilName()) }

// Qualified is a name of the package at path, which calls itself pkg.
func (w *Writer) Qualified(path, pkg, name string) *jen.Statement {
	return jen.Id(w.e.importName(path, pkg)).Dot(name)
}

// Engine is a name of the package that is there for generated code.
func (w *Writer) Engine(name string) *jen.Statement { return w.e.engine(name) }

// Claim returns names that are free beside imports, what is declared in the package, and each other: the first of each list that is, or else the
// last one with a number.
func (w *Writer) Claim(lists ...[]string) []string {
	locals := scope{}
	locals.add(w.e.typeParamNames(w.d.Decorator)...)
	for _, given := range w.e.imports.names {
		locals.add(given)
	}
	var claimed []string
	for _, list := range lists {
		claimed = append(claimed, locals.claimWithin(w.e.global, list...))
	}
	return claimed
}

// FreeFields returns names for fields of a struct which has the interface's methods, and a field for each retried one, see [Writer.Field].
func (w *Writer) FreeFields(wanted ...string) []string {
	fields := methodNames(w.d.Decorator)
	for _, field := range w.d.fields {
		fields.add(field)
	}
	var names []string
	for _, name := range wanted {
		names = append(names, fields.claim(name, name+"Value"))
	}
	return names
}

// Field is the name of the field that has a retried method.
func (w *Writer) Field(m *plan.Method) string { return w.d.fields[m] }

// PolicyField is the name of the field that has its policy.
func (w *Writer) PolicyField(m *plan.Method) string { return w.d.policyField(m) }

// Receiver is the name of the receiver of all methods.
func (w *Writer) Receiver() string { return w.d.receiver }

// Traits are what the runtime has to know about a method.
func (w *Writer) Traits(m *plan.Method) []jen.Code { return w.e.traits(m) }

// Tuple is a list of parameters or results with names.
func (w *Writer) Tuple(t *types.Tuple, names []string, variadic bool) []jen.Code {
	return w.e.tuple(t, names, variadic)
}

// Locals returns names for what is in the scope of one method.
func (w *Writer) Locals(m *plan.Method) *Locals {
	l := w.e.locals(w.d, m)
	w.e.hidden.add(l.params...)
	w.e.hidden.add(l.results...)
	return &Locals{Params: l.params, Results: l.results, Context: l.ctx, All: l.all, l: l}
}

// Done ends the scope of a method.
func (w *Writer) Done() { w.e.hidden = scope{} }

// Locals are the names inside one method. Results without a name have one, unless the method has no policy.
type Locals struct {
	Params, Results []string
	Context         string // the method's context
	All             string // a variable for all results together

	l *locals
}

// InnerCall calls a method on a value with the method's parameters.
func (w *Writer) InnerCall(m *plan.Method, l *Locals, on *jen.Statement) *jen.Statement {
	var args []jen.Code
	for i, name := range l.Params {
		arg := jen.Id(name)
		if m.Signature.Variadic() && i == len(l.Params)-1 {
			arg.Op("...")
		}
		args = append(args, arg)
	}
	return on.Dot(m.Name).Call(args...)
}

// MayRepeat is the function that says whether a call may be carried out twice, of a method that is asked that. Methods of the interface
// are called on inner, which is a field of the receiver.
func (w *Writer) MayRepeat(m *plan.Method, l *Locals, inner string) jen.Code {
	d := *w.d
	d.inner = inner
	return w.e.questionFunc(&d, m, m.Idempotent, l.l)
}

// MapError is a call of the function that a policy maps errors with.
func (w *Writer) MapError(q *plan.Question, l *Locals) *jen.Statement {
	return w.e.ask(w.d, q, l.l, nil)
}

// Fallback is a call of a method's fallback.
func (w *Writer) Fallback(f *plan.Fallback, l *Locals) *jen.Statement {
	var args []jen.Code
	for _, name := range l.Params {
		args = append(args, jen.Id(name))
	}
	args = append(args, jen.Id(l.Results[len(l.Results)-1]))
	return w.e.function(w.d, f.Name, f.Func, f.Generic).Call(args...)
}

// Comment is a doc comment, ended by a new line. It says that the interface is deprecated where that is so.
func (w *Writer) Comment(lines ...string) *jen.Statement {
	return comment(deprecated(w.d.Deprecated, lines...)...)
}

// MethodComment is Comment for a method.
func (w *Writer) MethodComment(m *plan.Method, lines ...string) *jen.Statement {
	return comment(deprecated(m.Deprecated, lines...)...)
}

// Assertion stops the file from compiling when the interface has changed and the type of that name has not.
func (w *Writer) Assertion(name string) *jen.Statement {
	d := *w.d
	plan := *d.Decorator
	plan.Name, d.Decorator = name, &plan
	return w.e.assertion(&d)
}

// OnLines is a composite literal, and a call, with an element on each line.
var OnLines = onLines

// OnOneLine is a body on the line of its header, if there is room.
var OnOneLine = onOneLine
