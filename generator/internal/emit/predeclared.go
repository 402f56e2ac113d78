package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"
)

const (
	predeclaredPath = runtimePath + "/predeclared"
	predeclaredName = "predeclared"
)

// otherName has the predeclared types that have two names.
var otherName = map[string]string{"byte": "uint8", "uint8": "byte", "rune": "int32", "int32": "rune"}

// predeclared is a predeclared type. If package scope hides its name, its other name is used, or else one of the
// runtime.
func (e *emitter) predeclared(name string) *jen.Statement {
	if !e.hides(name) {
		return jen.Id(name)
	}
	if other, ok := otherName[name]; ok && !e.hides(other) {
		return jen.Id(other)
	}
	if name == "any" {
		return jen.Interface()
	}
	return e.unhidden(strings.ToUpper(name[:1]) + name[1:])
}

// unhidden is a name of the package that has the predeclared types under other names.
func (e *emitter) unhidden(name string) *jen.Statement {
	return jen.Id(e.importName(predeclaredPath, predeclaredName)).Dot(name)
}

// nilName returns the name that a function's locals must not hide if it uses nil.
func (e *emitter) nilName() string {
	if e.hides(predeclaredNil) {
		return predeclaredName
	}
	return predeclaredNil
}

// isTrue is true, also where package scope has something else under that name.
func (e *emitter) isTrue() *jen.Statement {
	if e.hides("true") {
		return jen.Lit(0).Op("==").Lit(0)
	}
	return jen.True()
}

// isFalse is false, also where package scope has something else under that name.
func (e *emitter) isFalse() *jen.Statement {
	if e.hides("false") {
		return jen.Lit(0).Op("!=").Lit(0)
	}
	return jen.False()
}

// isNil is the condition that x, a pointer or an interface, is nil.
func (e *emitter) isNil(x *jen.Statement) *jen.Statement {
	if e.hides(predeclaredNil) {
		return e.unhidden("IsNil").Call(x)
	}
	return x.Op("==").Nil()
}

// isNotNil is the condition that x, a pointer or an interface, is not nil.
func (e *emitter) isNotNil(x *jen.Statement) *jen.Statement {
	if e.hides(predeclaredNil) {
		return jen.Op("!").Add(e.isNil(x))
	}
	return x.Op("!=").Nil()
}

// zero is nil where a value of the type is expected.
func (e *emitter) zero(typ jen.Code) *jen.Statement {
	if e.hides(predeclaredNil) {
		return e.unhidden("Zero").Types(typ).Call()
	}
	return jen.Nil()
}

// zeroLike is nil where a value of x's type is expected.
func (e *emitter) zeroLike(x jen.Code) *jen.Statement {
	if e.hides(predeclaredNil) {
		return e.unhidden("ZeroLike").Call(x)
	}
	return jen.Nil()
}

// nilPointer is a nil pointer to the decorator, of its type.
func (e *emitter) nilPointer(d *decorator) *jen.Statement {
	pointer := jen.Op("*").Add(e.decoratorType(d))
	if e.hides(predeclaredNil) {
		return e.zero(pointer)
	}
	return jen.Parens(pointer).Parens(jen.Nil())
}
