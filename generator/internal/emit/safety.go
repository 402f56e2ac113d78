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
		lines = append(lines, "Its context lives on after the call, since "+m.Lifetime.Reason+".")
	}
	if m.Lifetime.Stream {
		lines = append(lines, "Only opening it is retried: an error of Recv is the caller's.")
	}
	var again, once, called []string
	for _, c := range m.Replay.Consumed {
		name := l.params[c.Index]
		switch {
		case c.Kind == plan.RequestBody:
			name += ".Body"
		case c.Field != "":
			name += "." + c.Field
		}
		switch {
		case c.Kind == plan.Unrepeated || m.Replay.Never:
			once = append(once, name)
		case c.Kind == plan.Called:
			called = append(called, name)
		default:
			again = append(again, name)
		}
	}
	if len(again) > 0 {
		lines = append(lines, "An attempt consumes "+strings.Join(again, " and ")+": it is made ready again for the next one, or else there is none.")
	}
	if len(once) > 0 {
		lines = append(lines, "An attempt consumes "+strings.Join(once, " and ")+": there is no other one.")
	}
	if len(called) > 0 {
		lines = append(lines, "It is retried only until an attempt calls "+strings.Join(called, " or ")+".")
	}
	return lines
}

// consumed tells the engine what an attempt consumes.
func (e *emitter) consumed(m *plan.Method, l *locals) []jen.Code {
	var code, fields []jen.Code
	all := m.Replay.Consumed
	for i, c := range all {
		param := jen.Id(l.params[c.Index])
		again := !m.Replay.Never && c.Kind != plan.Unrepeated
		tell := func(what jen.Code) *jen.Statement {
			if again {
				return jen.Id(l.call).Dot(callConsumesName).Call(what)
			}
			return jen.Id(l.call).Dot(callConsumesOnceName).Call(what)
		}
		switch {
		case c.Kind == plan.RequestBody:
			fresh := param.Clone().Dot("GetBody")
			if !again {
				fresh = e.zeroLike(fresh)
			}
			code = append(code, jen.Id(l.call).Dot(callConsumesBodyName).Call(param.Clone().Dot("Body"), fresh))
		case c.Kind == plan.Called && again:
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

// request returns the index of the parameter that is an *http.Request to be sent anew in each attempt: the one that the
// context comes from, or one whose body an attempt consumes. It is -1 when there is none.
func request(m *plan.Method) int {
	if m.Context.Kind == plan.FromRequest {
		return m.Context.Param
	}
	for _, c := range m.Replay.Consumed {
		if c.Kind == plan.RequestBody {
			return c.Index
		}
	}
	return -1
}

// attemptRequest begins an attempt that sends the request at index i, which is a copy of the caller's where it has to be.
func (e *emitter) attemptRequest(m *plan.Method, l *locals, i int) []jen.Code {
	req := jen.Id(l.params[i])
	context := jen.Id(l.inner)
	if m.Context.Kind == plan.FromParam { // the request's context stays its own
		context = req.Clone().Dot("Context").Call()
	}
	fresh := []jen.Code{jen.Id(l.attempt).Op("=").Add(req.Clone()).Dot("WithContext").Call(context), e.ownHeader(l, i)}
	for _, c := range m.Replay.Consumed {
		if c.Kind == plan.RequestBody {
			fresh = append(fresh, jen.Id(l.attempt).Dot("Body").Op("=").Id(l.call).Dot(callBodyName).Call())
		}
	}
	begin := jen.List(jen.Id(l.inner), jen.Id(l.own)).Op(":=").Id(l.call).Dot(callAttemptRequestName).Call(jen.Id(l.ctx))
	own := jen.If(jen.Id(l.own))
	if m.Context.Kind == plan.FromRequest {
		own = jen.If(begin, jen.Id(l.own))
	}
	code := []jen.Code{jen.Id(l.attempt).Op(":=").Add(req.Clone())}
	if m.Context.Kind == plan.FromParam {
		code = append(code, begin)
	}
	return append(code, own.Block(fresh...))
}

// ownHeader gives an attempt's request headers of its own: clients write into them.
func (e *emitter) ownHeader(l *locals, i int) jen.Code {
	return jen.Id(l.attempt).Dot("Header").Op("=").Id(l.params[i]).Dot("Header").Dot("Clone").Call()
}

// releases wraps the bodies of a result, so that the attempt's context ends when they are closed.
func (e *emitter) releases(m *plan.Method, l *locals) []jen.Code {
	var code []jen.Code
	for _, b := range m.Lifetime.Bodies {
		body := jen.Id(l.results[b.Index]).Dot(b.Field)
		code = append(code, e.ofResult(b, l, body.Clone().Op("=").Id(l.call).Dot(callReleaseOnCloseName).Call(body)))
	}
	return code
}

// discards lets by go of the results of an attempt that another one follows.
func (e *emitter) discards(m *plan.Method, l *locals, by string) []jen.Code {
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

// ofResult is a statement about a field of a result, where there is one.
func (e *emitter) ofResult(at plan.Member, l *locals, statement *jen.Statement) jen.Code {
	if !at.Pointer {
		return statement
	}
	return jen.If(e.isNotNil(jen.Id(l.results[at.Index]))).Block(statement)
}
