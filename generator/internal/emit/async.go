package emit

import (
	"bytes"
	"go/scanner"
	"go/token"
	"go/types"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// asyncBody is the rest of the body of a method whose attempts run in goroutines of their own. An attempt has to be a
// closure then, and its results one value and an error.
func (e *emitter) asyncBody(d *decorator, m *plan.Method, l *locals) []jen.Code {
	var body []jen.Code
	if len(l.results) > 2 {
		body = append(body, jen.Type().Id(l.set).Struct(e.fields(m, l)...))
	}
	detach := newAsyncCallName
	if sendsBody(m) {
		detach = newAsyncCallWithBody
	}
	call := jen.Id(l.call)
	args := []jen.Code{jen.Op("&").Add(d.methodOf(m)), e.attempt(d, m, l)}
	if d.Durable != nil {
		detach, args = resumedAsyncCallName, append([]jen.Code{jen.Id(l.ctx)}, args...)
	}
	body = append(body,
		call.Clone().Op(":=").Add(e.engine(detach)).Call(args...),
		jen.Defer().Add(call.Clone()).Dot(callEndName).Call())

	inLoop := *l
	value, assign := jen.Id("_"), ":="
	if l.named {
		assign = "="
	}
	switch {
	case len(l.results) == 2:
		value = jen.Id(l.results[0])
	case len(l.results) > 2:
		value = jen.Id(l.all)
		inLoop.results = l.fieldsOf(l.all)
	}
	if discards := e.discardResults(m, &inLoop, l.discarder); len(discards) > 0 {
		late := jen.Func().Params(jen.Id(l.discarder).Add(e.engine(discarderName)), value.Clone().Add(e.value(m, l))).Block(discards...)
		body = append(body, call.Clone().Dot(callDiscardLateName).Call(late))
	}
	body = append(body, e.askBefore(d, m, l)...)
	body = append(body, e.declareConsumed(m, l)...)
	if l.named && len(l.results) > 2 {
		body = append(body, jen.Var().Id(l.all).Id(l.set))
	}
	err := l.results[len(l.results)-1]
	loop := []jen.Code{jen.List(value, jen.Id(err)).Op(assign).Add(call.Clone()).Dot(callNextName).Call(jen.Id(l.ctx))}
	return append(body, jen.For().Block(append(loop, e.afterAttempt(d, m, &inLoop)...)...))
}

// attempt is the function that calls the inner method once.
func (e *emitter) attempt(d *decorator, m *plan.Method, l *locals) *jen.Statement {
	arguments := map[int]*jen.Statement{}
	context := jen.Id(l.ctx).Add(e.std("context", "Context"))
	if !m.Context.SupportsLimits() {
		context = e.std("context", "Context")
		if sendsBody(m) {
			context = jen.Id("_").Add(context)
		}
	}
	params := []jen.Code{context}
	var body []jen.Code
	if req := request(m); req >= 0 {
		under := jen.Id(l.ctx)
		if m.Context.Kind == plan.ContextParam { // the request's context stays its own
			under = jen.Id(l.params[req]).Dot("Context").Call()
		}
		body = append(body, jen.Id(l.attempt).Op(":=").Id(l.params[req]).Dot("WithContext").Call(under), e.cloneHeader(l, req))
		if sendsBody(m) {
			params = append(params, jen.Id(l.body).Add(e.std("io", "ReadCloser")))
			body = append(body, jen.Id(l.attempt).Dot("Body").Op("=").Id(l.body))
		}
		arguments[req] = jen.Id(l.attempt)
	}
	inner := e.innerCall(d, m, l, arguments)
	switch len(l.results) {
	case 1:
		body = append(body, jen.Return(jen.Struct().Values(), inner))
	case 2:
		body = append(body, jen.Return(inner))
	default:
		err := l.results[len(l.results)-1]
		var left []jen.Code
		for _, name := range l.fieldsOf(l.all) {
			left = append(left, jen.Id(name))
		}
		body = append(body,
			jen.Var().Id(l.all).Id(l.set),
			jen.Var().Id(err).Add(e.predeclared("error")),
			jen.List(left...).Op("=").Add(inner),
			jen.Return(jen.Id(l.all), jen.Id(err)))
	}
	return jen.Func().Params(params...).Params(e.value(m, l), e.predeclared("error")).Block(body...)
}

// value is the type of an attempt's results without its error.
func (e *emitter) value(m *plan.Method, l *locals) *jen.Statement {
	switch len(l.results) {
	case 1:
		return jen.Struct()
	case 2:
		return e.typ(m.Signature.Results().At(0).Type())
	}
	return jen.Id(l.set)
}

// fields are the results without the error as the fields of a struct.
func (e *emitter) fields(m *plan.Method, l *locals) []jen.Code {
	var fields []jen.Code
	for i, name := range l.results[:len(l.results)-1] {
		fields = append(fields, jen.Id(name).Add(e.typ(m.Signature.Results().At(i).Type())))
	}
	return fields
}

// fieldsOf returns the results as fields of a variable that holds all of them but the error, and the error.
func (l *locals) fieldsOf(variable string) []string {
	var names []string
	for _, name := range l.results {
		names = append(names, variable+"."+name)
	}
	last := len(names) - 1
	names[last] = l.results[last]
	return names
}

// sendsBody reports whether an attempt of m sends the body of a request that the engine keeps for it.
func sendsBody(m *plan.Method) bool {
	for _, c := range m.Replay.Consumed {
		if c.Kind == plan.ConsumedRequestBody {
			return true
		}
	}
	return false
}

// asyncNames returns the names that the closures in m's body use to write types.
func (e *emitter) asyncNames(m *plan.Method) []string {
	code := []jen.Code{e.std("context", "Context"), e.predeclared("error")}
	if sendsBody(m) {
		code = append(code, e.std("io", "ReadCloser"))
	}
	return append(append(e.namesIn(code), e.resultTypeNames(m)...), e.engineImport())
}

// resultTypeNames returns the names that the types of m's results are written with.
func (e *emitter) resultTypeNames(m *plan.Method) []string {
	var code []jen.Code
	for v := range m.Signature.Results().Variables() {
		code = append(code, e.typ(v.Type()))
	}
	return e.namesIn(code)
}

// typeNames returns the names that a type is written with.
func (e *emitter) typeNames(t types.Type) []string { return e.namesIn([]jen.Code{e.typ(t)}) }

// namesIn returns the names that code uses, which a scope could hide.
func (e *emitter) namesIn(code []jen.Code) []string {
	file := jen.NewFile(blank)
	file.NoFormat = true
	file.Add(code...)
	var text bytes.Buffer
	if err := file.Render(&text); err != nil {
		e.fail("types cannot be written: %w", err)
	}
	return identifiersIn(text.Bytes())
}

// identifiersIn returns the identifiers in Go source that a scope could hide, which are those not after a dot.
func identifiersIn(text []byte) []string {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(text))
	s.Init(file, text, nil, 0)
	var names []string
	for last := token.ILLEGAL; ; {
		_, tok, text := s.Scan()
		switch {
		case tok == token.EOF:
			return names
		case tok == token.IDENT && last != token.PERIOD:
			names = append(names, text)
		}
		last = tok
	}
}

// asyncText says in a method's comment how its attempts run.
func asyncText(m *plan.Method) []string {
	const where = "Its attempts run in goroutines of their own: "
	const others, left = "another one begins when one takes long, and the first success wins", "one that runs out of time is left behind"
	switch p := m.Policy.Values; {
	case p.Hedge > 0 && p.Abandon:
		return []string{where + others + "; " + left + "."}
	case p.Hedge > 0:
		return []string{where + others + "."}
	case p.Abandon:
		return []string{where + left + "."}
	}
	return nil
}
