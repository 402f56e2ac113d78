package emit

import (
	"go/types"
	"strconv"

	"github.com/dave/jennifer/jen"
)

// structure is an anonymous struct, tags and embedded fields included, since they are part of its identity.
func (e *emitter) structure(t *types.Struct) *jen.Statement {
	var fields []jen.Code
	for i := range t.NumFields() {
		field := t.Field(i)
		if !field.Exported() && !e.isDestination(field.Pkg()) {
			return e.fail("the field %s of a struct of package %s is not exported", field.Name(), field.Pkg().Path())
		}
		code := e.typ(field.Type())
		if !field.Embedded() {
			code = jen.Id(field.Name()).Add(code)
		}
		if tag := t.Tag(i); tag != "" {
			code.Op(quote(tag))
		}
		fields = append(fields, code)
	}
	return e.inBraces("struct", fields)
}

// inBraces is a type on one line: struct{a; b}.
func (e *emitter) inBraces(keyword string, elements []jen.Code) *jen.Statement {
	e.braces = e.braces || len(elements) > 0
	return jen.Id(keyword).Custom(jen.Options{Open: "{", Close: "}", Separator: ";"}, elements...)
}

// quote writes a string as tags are usually written.
func quote(s string) string {
	if strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// interfaceLiteral is an anonymous interface.
func (e *emitter) interfaceLiteral(t *types.Interface) *jen.Statement {
	var elements []jen.Code
	for m := range t.ExplicitMethods() {
		if !m.Exported() && !e.isDestination(m.Pkg()) {
			return e.fail("the method %s of an interface of package %s is not exported", m.Name(), m.Pkg().Path())
		}
		elements = append(elements, jen.Id(m.Name()).Add(e.signature(m.Signature())))
	}
	for embedded := range t.EmbeddedTypes() {
		elements = append(elements, e.typ(embedded))
	}
	return e.inBraces("interface", elements)
}

// union is the terms of a constraint: ~int | fmt.Stringer.
func (e *emitter) union(t *types.Union) *jen.Statement {
	code := jen.Null()
	for i := range t.Len() {
		if i > 0 {
			code.Op("|")
		}
		if t.Term(i).Tilde() {
			code.Op("~")
		}
		code.Add(e.typ(t.Term(i).Type()))
	}
	return code
}
