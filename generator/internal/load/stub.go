package load

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// stubFile is the file name of declarations that stand for generated ones which do not exist yet.
const stubFile = "backoffgen stub.go"

// IsStub reports whether a file is not a real one, but holds declarations that stand for generated ones.
func IsStub(filename string) bool { return filepath.Base(filename) == stubFile }

// addStubTypes declares the types that will be generated for a package, since its declarations, or those of its
// importers, may use them: an interface may have a method that returns its own decorator.
func (l *loader) addStubTypes(c *candidate) {
	files := c.files
	declared := map[string]bool{"init": true, "main": true} // or not to be declared: those that Go itself uses are no decorator's
	for _, name := range types.Universe.Names() {
		declared[name] = true
	}
	for _, f := range files {
		for name := range directive.Declared(f) {
			declared[name.Name] = true
		}
	}
	for _, f := range files {
		if !directive.IsAnnotated(f) {
			continue
		}
		var text strings.Builder
		annotations, _ := l.readDirectives(f, c.scan)
		for _, i := range annotations.Interfaces {
			names := i.Names()
			if name := names.Decorator; token.IsIdentifier(name) && !declared[name] {
				params, args := typeParameters(i.Spec)
				text.WriteString(stubDecorator(name, i.Spec.Name.Name, params, args))
				declared[name] = true
				if constructor := names.Constructor; token.IsIdentifier(constructor) && !declared[constructor] {
					// A wrap may name it. The option stands for the runtime's, which this file need not import.
					text.WriteString("func " + constructor + params + "(" + i.Spec.Name.Name + args + ", ...interface{ backoffOption() }) *" + name + args + " { return nil }\n")
					declared[constructor] = true
				}
			}
			if name := names.Policies; token.IsIdentifier(name) && !declared[name] {
				text.WriteString("type " + name + " struct {}\n")
				declared[name] = true
			}
		}
		// The declarations become part of the interface's file, whose imports their type parameters may need.
		if stub, err := parser.ParseFile(l.fset, stubFile, "package p\n"+text.String(), parser.SkipObjectResolution); err == nil {
			f.Decls = append(f.Decls, stub.Decls...)
		}
	}
}

// stubDecorator declares a decorator that, as the real one, implements the interface and has a method Unwrap, unless the interface has
// one: that is promoted from less deep.
func stubDecorator(name, iface, params, args string) string {
	outer, inner := "backoffgenOuter"+name, "backoffgenInner"+name
	return "type " + name + params + " struct { " + iface + args + "; " + outer + args + " }\n" +
		"type " + outer + params + " struct { " + inner + args + " }\n" +
		"type " + inner + params + " struct {}\n" +
		"func (" + inner + args + ") Unwrap() " + iface + args + " { panic(0) }\n"
}

// typeParameters returns a declaration's type parameters as Go source, and the arguments for them: [K comparable] and
// [K].
func typeParameters(spec *ast.TypeSpec) (params, args string) {
	if spec.TypeParams == nil {
		return "", ""
	}
	var names, fields []string
	for _, field := range spec.TypeParams.List {
		var constraint bytes.Buffer
		if err := printer.Fprint(&constraint, token.NewFileSet(), field.Type); err != nil {
			return "", ""
		}
		for _, name := range field.Names {
			names = append(names, name.Name)
			fields = append(fields, name.Name+" "+constraint.String())
		}
	}
	return "[" + strings.Join(fields, ", ") + ",]", "[" + strings.Join(names, ", ") + "]"
}
