package emit

import (
	"go/types"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A decorator is a plan's decorator together with the names that its parts share.
type decorator struct {
	*plan.Decorator

	inner    string                     // the field that holds the inner value
	shared   string                     // the field that holds what decorators of results share; empty if it is not shared
	fields   map[*plan.Method]string    // those that hold the methods under a policy
	links    map[*plan.Decorator]string // those that hold what decorators of its results share
	common   string                     // the field that has the name and the options
	retried  []*plan.Method             // the methods under a policy, in order
	receiver string                     // of all methods
}

// The methods that a decorator has beside those of its interface, unless that has one of the same name.
const (
	withPoliciesName = "WithPolicies"
	unwrapName       = "Unwrap"
)

// decorator is the type with its constructor and its methods.
func (e *emitter) decorator(d *decorator) []jen.Code {
	var code []jen.Code
	if d.Foreign != "" {
		code = append(code, e.foreignName(d))
	}
	code = append(code, e.structType(d), e.constructor(d))
	for _, m := range d.Methods {
		code = append(code, e.method(d, m))
	}
	if d.unwraps() {
		code = append(code, e.unwrap(d))
	}
	if d.HasPolicies() && !d.hasMethod(withPoliciesName) {
		code = append(code, e.withPolicies(d))
	}
	return code
}

// receivers are the possible names of the receiver; the first one that is free is used.
var receivers = [...]string{"r", "d", "retrying"}

// nameParts names the fields and the receiver. A field cannot have the name of a method, including those promoted from
// an embedded inner value, and the receiver not that of a parameter.
func nameParts(p *plan.Decorator, typeParams []string) *decorator {
	d := &decorator{Decorator: p, fields: map[*plan.Method]string{}, links: map[*plan.Decorator]string{}}
	fields, locals := scope{}, scope{}
	locals.add(typeParams...)
	for m := range methodNames(p) {
		fields.add(m)
	}
	for _, m := range p.Methods {
		locals.add(names(m.Signature.Params())...)
		locals.add(names(m.Signature.Results())...)
	}
	d.inner = p.Foreign
	if d.inner == "" {
		d.inner = fields.claim("inner", "innerValue")
	}
	for _, m := range p.Methods {
		if m.Policy != nil {
			d.retried = append(d.retried, m)
			d.fields[m] = fields.claim(goname.Unexported(m.Name), goname.Unexported(m.Name)+"Method")
		}
	}
	if p.Shared != nil {
		d.shared, d.common = fields.claim("methods", "sharedMethods"), fields.claim("decorator", "sharedDecorator")
		for _, to := range p.Shared.Links {
			name := goname.Unexported(to.Interface.Name())
			d.links[to] = fields.claim(name, name+"Result")
		}
	}
	d.receiver = locals.claim(receivers[:]...)
	return d
}

// methodNames are the names of all methods that the decorator will have.
func methodNames(p *plan.Decorator) scope {
	all := scope{withPoliciesName: true, unwrapName: true}
	for _, m := range p.Methods {
		all.add(m.Name)
	}
	if i, ok := p.Interface.Type().Underlying().(*types.Interface); ok {
		for m := range i.Methods() {
			all.add(m.Name())
		}
	}
	return all
}

// hasMethod reports whether the interface has a method with that name, also if it is promoted.
func (d *decorator) hasMethod(name string) bool {
	if i, ok := d.Interface.Type().Underlying().(*types.Interface); ok {
		for m := range i.Methods() {
			if m.Name() == name {
				return true
			}
		}
	}
	return false
}

// unwraps reports whether the decorator has the method Unwrap. For an error, package errors gives that name another
// meaning.
func (d *decorator) unwraps() bool {
	failure := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return !d.hasMethod(unwrapName) && !types.Implements(d.Interface.Type(), failure)
}

// foreignName is the name under which an interface of another package is embedded, so that the field is not exported: an alias, or
// an interface with the same methods where an alias would have type parameters. Those came with Go 1.23, and a build constraint of the
// source may ask for less.
func (e *emitter) foreignName(d *decorator) jen.Code {
	is := jen.Op("=").Add(e.interfaceType(d))
	if d.TypeParams.Len() > 0 {
		is = e.typeParamList(d).Interface(e.interfaceType(d))
	}
	return jen.Commentf("%s is [%s] under a name that embeds it unexported: some of its methods cannot be declared in this package.", d.Foreign, e.interfaceName(d)).
		Line().Type().Id(d.Foreign).Add(is)
}

func (e *emitter) structType(d *decorator) jen.Code {
	does, they := "passes every call on to another", "its methods"
	if len(d.retried) > 0 {
		does, they = "retries the methods of another", "they"
	}
	decorates := ""
	if d.decoratesResults() {
		decorates = ", and decorates what " + they + " return"
	}
	doc := []string{d.Name + " " + does + " [" + e.interfaceName(d) + "]" + decorates + ". It is immutable, and as safe for concurrent use as that one."}
	if d.HasPolicies() && d.hasMethod(withPoliciesName) {
		doc = append(doc, "Its "+withPoliciesName+" is the interface's own, so there is none here that changes its policies.")
	}
	inner := jen.Id(d.inner).Add(e.interfaceType(d))
	if d.Foreign != "" {
		inner = jen.Id(d.Foreign).Add(e.typeArgs(d))
	}
	fields := []jen.Code{inner}
	if d.Shared != nil {
		fields = append(fields, jen.Id(d.shared).Op("*").Id(d.Shared.Type))
		return comment(deprecated(d.Deprecated, doc...)...).Type().Id(d.Name).Add(e.typeParamList(d)).Struct(fields...)
	}
	for _, m := range d.retried {
		fields = append(fields, jen.Id(d.fields[m]).Add(e.engine(methodTypeName)))
	}
	return comment(deprecated(d.Deprecated, doc...)...).Type().Id(d.Name).Add(e.typeParamList(d)).Struct(fields...)
}

// unwrap is the method that returns the inner value.
func (e *emitter) unwrap(d *decorator) jen.Code {
	return comment(deprecated(d.Deprecated, unwrapName+" returns the inner "+d.Interface.Name()+".")...).
		Func().Params(e.receiver(d)).Id(unwrapName).Params().Add(e.interfaceType(d)).
		Custom(onOneLine, jen.Return(jen.Id(d.receiver).Dot(d.inner)))
}

var (
	onLines   = jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true} // a composite literal with an element on each line
	onOneLine = jen.Options{Open: "{", Close: "}"}                              // a body that is on the line of its header, if there is room
)

// comment is a doc comment, ended by a new line.
func comment(lines ...string) *jen.Statement {
	return jen.Comment(commentText(lines)).Line()
}

func commentText(lines []string) string {
	return strings.ReplaceAll("// "+strings.Join(lines, "\n// "), "// \n", "//\n")
}

// deprecated adds a paragraph about deprecation to the lines of a doc comment, if there is one.
func deprecated(paragraph string, lines ...string) []string {
	if paragraph == "" {
		return lines
	}
	return append(append(lines, ""), strings.Split(paragraph, "\n")...)
}
