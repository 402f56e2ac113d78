package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// safetyText says in a method's comment what was decided by the types of its parameters and results.
func safetyText(m *plan.Method, l *locals) []string {
	var lines []string
	if m.Lifetime.Result {
		lines = append(lines, "Its context lives on after the call, because "+m.Lifetime.Reason+".")
	}
	if m.Lifetime.Stream {
		lines = append(lines, "Only opening it is retried: an error of Recv is the caller's.")
	}
	var again, once, called []string
	for _, c := range m.Replay.Consumed {
		name := l.params[c.Index]
		switch {
		case c.Kind == plan.ConsumedRequestBody:
			name += ".Body"
		case c.Field != "":
			name += "." + c.Field
		}
		switch {
		case c.Kind == plan.ConsumedUnrepeatable || m.Replay.Never:
			once = append(once, name)
		case c.Kind == plan.ConsumedWhenCalled:
			called = append(called, name)
		default:
			again = append(again, name)
		}
	}
	if len(again) > 0 {
		lines = append(lines, "An attempt consumes "+strings.Join(again, " and ")+": it is rewound for the next attempt; where that is impossible, there is none.")
	}
	if len(once) > 0 {
		lines = append(lines, "An attempt consumes "+strings.Join(once, " and ")+": there is no further attempt.")
	}
	if len(called) > 0 {
		lines = append(lines, "It is retried only until an attempt calls "+strings.Join(called, " or ")+".")
	}
	return lines
}

// declareConsumed tells the engine what an attempt consumes.
func (e *emitter) declareConsumed(m *plan.Method, l *locals) []jen.Code {
	var code, fields []jen.Code
	all := m.Replay.Consumed
	for i, c := range all {
		param := jen.Id(l.params[c.Index])
		again := !m.Replay.Never && c.Kind != plan.ConsumedUnrepeatable
		tell := func(what jen.Code) *jen.Statement {
			if again {
				return jen.Id(l.call).Dot(callConsumesName).Call(what)
			}
			return jen.Id(l.call).Dot(callConsumesOnceName).Call(what)
		}
		switch {
		case c.Kind == plan.ConsumedRequestBody:
			fresh := param.Clone().Dot("GetBody")
			if !again {
				fresh = e.zeroLike(fresh)
			}
			code = append(code, jen.Id(l.call).Dot(callConsumesBodyName).Call(param.Clone().Dot("Body"), fresh))
		case c.Kind == plan.ConsumedWhenCalled && again:
			code = append(code, e.callback(c, m, l))
		case c.Each:
			code = append(code, jen.For(jen.List(jen.Id("_"), jen.Id(l.each)).Op(":=").Range().Add(param)).Block(tell(jen.Id(l.each))))
		case c.Field != "" && c.Pointer:
			fields = append(fields, tell(param.Clone().Dot(c.Field)))
			if i+1 < len(all) && all[i+1].Index == c.Index {
				continue // the next one is a field of the same parameter
			}
			code = append(code, jen.If(e.isNotNil(param.Clone())).Block(fields...))
			fields = nil
		case c.Field != "":
			code = append(code, tell(param.Dot(c.Field)))
		default:
			code = append(code, tell(param))
		}
	}
	return code
}

// request returns the index of the *http.Request parameter that each attempt needs a copy of: the one that the context
// comes from, or one whose body an attempt consumes. It is -1 if there is none.
func request(m *plan.Method) int {
	if m.Context.Kind == plan.ContextRequest {
		return m.Context.Param
	}
	for _, c := range m.Replay.Consumed {
		if c.Kind == plan.ConsumedRequestBody {
			return c.Index
		}
	}
	return -1
}

// attemptRequest starts an attempt that sends the request at index i. It is a copy of the caller's if it has to be.
func (e *emitter) attemptRequest(m *plan.Method, l *locals, i int) []jen.Code {
	req := jen.Id(l.params[i])
	context := jen.Id(l.inner)
	if m.Context.Kind == plan.ContextParam { // the request's context stays its own
		context = req.Clone().Dot("Context").Call()
	}
	fresh := []jen.Code{jen.Id(l.attempt).Op("=").Add(req.Clone()).Dot("WithContext").Call(context), e.cloneHeader(l, i)}
	for _, c := range m.Replay.Consumed {
		if c.Kind == plan.ConsumedRequestBody {
			fresh = append(fresh, jen.Id(l.attempt).Dot("Body").Op("=").Id(l.call).Dot(callBodyName).Call())
		}
	}
	begin := jen.List(jen.Id(l.inner), jen.Id(l.isCopy)).Op(":=").Id(l.call).Dot(callAttemptRequestName).Call(jen.Id(l.ctx))
	copied := jen.If(jen.Id(l.isCopy))
	if m.Context.Kind == plan.ContextRequest {
		copied = jen.If(begin, jen.Id(l.isCopy))
	}
	code := []jen.Code{jen.Id(l.attempt).Op(":=").Add(req.Clone())}
	if m.Context.Kind == plan.ContextParam {
		code = append(code, begin)
	}
	return append(code, copied.Block(fresh...))
}

// cloneHeader gives an attempt's request headers of its own, since clients write into them.
func (e *emitter) cloneHeader(l *locals, i int) jen.Code {
	return jen.Id(l.attempt).Dot("Header").Op("=").Id(l.params[i]).Dot("Header").Dot("Clone").Call()
}

// wrapBodies wraps the bodies of a result, so that the attempt's context ends when they are closed.
func (e *emitter) wrapBodies(m *plan.Method, l *locals) []jen.Code {
	var code []jen.Code
	for _, b := range m.Lifetime.Bodies {
		body := jen.Id(l.results[b.Index]).Dot(b.Field)
		code = append(code, e.ofResult(b, l, body.Clone().Op("=").Id(l.call).Dot(callReleaseOnCloseName).Call(body)))
	}
	return code
}

// discardResults discards the results of an attempt that is retried.
func (e *emitter) discardResults(m *plan.Method, l *locals, by string) []jen.Code {
	var code []jen.Code
	for _, c := range m.Lifetime.Closed {
		method, result := callDiscardName, jen.Id(l.results[c.Index])
		if c.Field != "" {
			result.Dot(c.Field)
		}
		if c.Drained {
			method = callDiscardBodyName
		}
		code = append(code, e.ofResult(c.Member, l, jen.Id(by).Dot(method).Call(result)))
	}
	return code
}

// ofResult wraps a statement about a field of a result in a check for a nil pointer, if needed.
func (e *emitter) ofResult(at plan.Member, l *locals, statement *jen.Statement) jen.Code {
	if !at.Pointer {
		return statement
	}
	return jen.If(e.isNotNil(jen.Id(l.results[at.Index]))).Block(statement)
}
