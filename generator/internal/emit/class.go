package emit

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/clients"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// classLocals are the names that a predicate over a client's errors declares.
var classLocals = []string{"err", "e", "ok", "d", "resp"}

// classes are the predicates over clients' errors and responses that d is the first in its file to use.
func (e *emitter) classes(d *decorator) []jen.Code {
	var code []jen.Code
	for _, c := range d.Classes() {
		if !e.written[c] {
			e.written[c] = true
			code = append(code, e.class(c))
		}
	}
	return code
}

// class is the function of a predicate.
func (e *emitter) class(c *plan.Class) jen.Code {
	function := clients.Function{Name: c.Name, Client: c.Client, Classes: c.Classes, Steps: c.Steps, Import: e.classImport, Predeclared: e.classWord}
	var source string
	var err error
	if c.Steps != nil {
		source, _, err = clients.Print(function)
	} else {
		source, _, err = clients.PrintResponses(function, c.Responses)
	}
	if err != nil {
		return e.fail("the predicate of %s cannot be written: %v", c.Text, err)
	}
	return jen.Id(source)
}

// classImport is the name of a package in such a function; it is empty for the package that is written into.
func (e *emitter) classImport(path, name string) string {
	if path == e.pkg.Path {
		return ""
	}
	return e.importName(path, name)
}

// classWord is a predeclared type or constant in such a function.
func (e *emitter) classWord(name string) string {
	switch name {
	case strconv.FormatBool(true), strconv.FormatBool(false):
		switch {
		case !e.hides(name):
			return name
		case name == strconv.FormatBool(true):
			return "0 == 0"
		}
		return "0 != 0"
	case predeclaredNil:
		if !e.hides(name) {
			return name
		}
		return e.unhidden("ZeroLike").Call(jen.Id("resp")).GoString()
	}
	return e.predeclared(name).GoString()
}
