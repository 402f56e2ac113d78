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

	inner    string                  // the field that holds the inner value
	fields   map[*plan.Method]string // those that hold the methods under a policy
	retried  []*plan.Method          // the methods under a policy, in order
	receiver string                  // of all methods
}

// withPoliciesName is a method that every decorator has, unless its interface has one of that name.
const withPoliciesName = "WithPolicies"

// decorator is all that is generated for one interface.
func (e *emitter) decorator(p *plan.Decorator) []jen.Code {
	d := nameParts(p, e.typeParamNames(p))
	code := []jen.Code{e.assertion(d)}
	if d.Foreign != "" {
		code = append(code, e.foreignAlias(d))
	}
	code = append(code, e.structType(d), e.constructor(d))
	if len(d.retried) > 0 {
		code = append(code, e.policiesType(d))
		code = append(code, e.configuration(d)...)
		code = append(code, e.defaults(d))
		code = append(code, e.predicates(d)...)
		code = append(code, e.judges(d)...)
		if !d.hasMethod(withPoliciesName) {
			code = append(code, e.withPolicies(d))
		}
	}
	for _, m := range d.Methods {
		code = append(code, e.method(d, m))
	}
	return code
}

// nameParts names the fields and the receiver. A field may not have a method's name, those that are promoted from an
// embedded inner value included, nor the receiver that of a parameter.
func nameParts(p *plan.Decorator, typeParams []string) *decorator {
	d := &decorator{Decorator: p, fields: map[*plan.Method]string{}}
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
	d.receiver = locals.claim("r", "d", "retrying")
	return d
}

// methodNames are the names of all methods that the decorator will have.
func methodNames(p *plan.Decorator) scope {
	all := scope{withPoliciesName: true}
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

// hasMethod reports whether the interface has a method of that name, be it one that is promoted.
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

// assertion makes the file stop compiling when the interface has changed and the decorator has not.
func (e *emitter) assertion(d *decorator) jen.Code {
	is := jen.Var().Id("_").Add(e.interfaceType(d)).Op("=").Add(e.nilPointer(d))
	if d.TypeParams.Len() > 0 {
		is = jen.Func().Id("_").Add(e.typeParamList(d)).Params().Block(is)
	}
	return jen.Commentf("If this line does not compile, %s has changed since: run go generate (backoffgen).", d.Interface.Name()).
		Line().Add(is)
}

// foreignAlias is the name through which an interface of another package is embedded, so that no field is exported.
func (e *emitter) foreignAlias(d *decorator) jen.Code {
	return jen.Commentf("%s is [%s] under a name that embeds it unexported: some of its methods cannot be written in this package.", d.Foreign, e.interfaceName(d)).
		Line().Type().Id(d.Foreign).Add(e.typeParamList(d)).Op("=").Add(e.interfaceType(d))
}

func (e *emitter) structType(d *decorator) jen.Code {
	does := "passes every call on to another one"
	if len(d.retried) > 0 {
		does = "retries the methods of another one as they are annotated"
	}
	doc := []string{
		d.Name + " implements [" + e.interfaceName(d) + "]: it " + does + ".",
		"It is immutable, and safe for concurrent use where the inner " + d.Interface.Name() + " is.",
	}
	if len(d.retried) > 0 && d.hasMethod(withPoliciesName) {
		doc = append(doc, "Its "+withPoliciesName+" is the interface's own, so there is none here that changes its policies.")
	}
	inner := jen.Id(d.inner).Add(e.interfaceType(d))
	if d.Foreign != "" {
		inner = jen.Id(d.Foreign).Add(e.typeArgs(d))
	}
	fields := []jen.Code{inner}
	for _, m := range d.retried {
		fields = append(fields, jen.Id(d.fields[m]).Add(e.runtime("Method")))
	}
	return comment(doc...).Type().Id(d.Name).Add(e.typeParamList(d)).Struct(fields...)
}

func (e *emitter) constructor(d *decorator) jen.Code {
	locals := scope{}
	locals.add(e.typeParamNames(d.Decorator)...)
	locals.add(e.imports.name(runtimePath, runtimeName), d.Name, d.Defaults)
	inner, opts := locals.claim("inner"), locals.claim("opts")
	decorated, policies := locals.claim("decorator"), locals.claim("policies")

	decorate := e.runtime("Decorate").Call(jen.Lit(d.Interface.Name()), jen.Id(inner), jen.Id(opts).Op("..."))
	elements := []jen.Code{jen.Id(d.inner).Op(":").Id(inner)}
	for _, m := range d.retried {
		kind := "Method"
		if m.Context.Kind == plan.NoContext {
			kind = "MethodWithoutContext"
		}
		elements = append(elements, jen.Id(d.fields[m]).Op(":").
			Id(decorated).Do(func(s *jen.Statement) {
			if m.Policy.Detached() {
				s.Dot("Detached").Call()
			}
		}).Dot(kind).Call(jen.Lit(m.Name), jen.Id(policies).Dot(d.policyField(m))).Do(func(s *jen.Statement) {
			if m.Lifetime.Result {
				s.Dot("Keeping").Call()
			}
		}))
	}
	var body []jen.Code
	if len(d.retried) > 0 {
		body = append(body,
			jen.Id(decorated).Op(":=").Add(decorate),
			jen.Id(policies).Op(":=").Id(d.Defaults).Call())
	} else {
		body = append(body, decorate)
	}
	literal := jen.Custom(onLines, elements...)
	if len(elements) == 1 {
		literal = jen.Values(elements...)
	}
	body = append(body, jen.Return(jen.Op("&").Add(e.decoratorType(d)).Add(literal)))

	doc := []string{
		d.Constructor + " returns a decorator of inner that retries its methods as they are annotated.",
		"It panics when inner is nil or a policy is invalid.",
	}
	if len(d.retried) == 0 {
		doc = []string{d.Constructor + " returns a decorator of inner. It panics when inner is nil."}
	}
	return comment(doc...).Func().Id(d.Constructor).Add(e.typeParamList(d)).
		Params(jen.Id(inner).Add(e.interfaceType(d)), jen.Id(opts).Op("...").Add(e.runtime("Option"))).
		Op("*").Add(e.decoratorType(d)).Block(body...)
}

// onLines is a composite literal with an element on each line.
var onLines = jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}

// comment is a doc comment, ended by a new line.
func comment(lines ...string) *jen.Statement {
	return jen.Comment("// " + strings.Join(lines, "\n// ")).Line()
}
