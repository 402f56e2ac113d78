package emit

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// asked are the questions of m that the engine asks about failures. The other ones are asked by the method itself.
func asked(m *plan.Method) []*plan.Question {
	return slices.DeleteFunc(m.Questions(), func(q *plan.Question) bool { return slices.Contains(m.Rejections(), q) })
}

// askedAfter are those of them that the engine is told after an attempt has failed. Where attempts have goroutines of their own it has to
// know before the first one whether another may begin beside it.
func askedAfter(m *plan.Method) []*plan.Question {
	return slices.DeleteFunc(asked(m), func(q *plan.Question) bool { return q == m.Idempotent && m.Policy.RunsAsync() })
}

// asksAboutRejected reports whether a question is asked about rejected results: one that sees them is, and what follows a failure
// does not depend on what failed.
func asksAboutRejected(m *plan.Method) bool {
	return len(m.Rejections()) > 0 && slices.ContainsFunc(askedAfter(m), func(q *plan.Question) bool {
		return q == m.BeforeRetry || q == m.MapError || q.Sees(plan.ArgumentResult)
	})
}

// questionNames returns the names that asking m's questions takes.
func (e *emitter) questionNames(m *plan.Method) []string {
	names := []string{e.engineImport(), e.nilName()}
	for _, q := range asked(m) {
		if q.Sees(plan.ArgumentFailure) {
			names = append(names, e.importName(runtimePath, runtimeName))
		}
		switch q {
		case m.PauseFrom:
			names = append(names, e.importName("time", "time"))
		case m.BeforeRetry:
			names = append(names, e.importName("context", "context"))
		}
	}
	return names
}

// askQuestions tells the engine in a failed attempt's branch what to ask about it. What the questions capture are copies: a
// variable of the method would have to be allocated before it is known whether anything fails.
func (e *emitter) askQuestions(d *decorator, m *plan.Method, l *locals) []jen.Code {
	questions := askedAfter(m)
	if len(questions) == 0 {
		return nil
	}
	var copied []jen.Code
	seen := map[string]bool{}
	for _, q := range questions {
		for _, a := range q.Args {
			name, _, _ := strings.Cut(l.of(a), ".") // of results that are together in one variable, that
			if (a.Kind == plan.ArgumentParam || a.Kind == plan.ArgumentResult) && !seen[name] {
				seen[name] = true
				copied = append(copied, jen.Id(name))
			}
		}
	}
	var body, before []jen.Code
	if len(copied) > 0 {
		body = append(body, jen.List(copied...).Op(":=").List(copied...))
	}
	body = append(body, e.tellQuestions(d, m, l, questions))
	failed := e.isNotNil(jen.Id(l.results[len(l.results)-1]))
	if asksAboutRejected(m) {
		before = append(before, jen.Id(l.rejected).Op(":=").Add(e.succeeded(l)).Op("&&").Add(e.rejects(d, m, l)))
		failed = jen.Id(l.rejected).Op("||").Add(failed)
	}
	return append(before, jen.If(failed).Block(body...))
}

// askBefore tells the engine before the first attempt what it has to know by then.
func (e *emitter) askBefore(d *decorator, m *plan.Method, l *locals) []jen.Code {
	if m.Idempotent == nil {
		return nil
	}
	return []jen.Code{e.tellQuestions(d, m, l, []*plan.Question{m.Idempotent})}
}

// tellQuestions gives questions to the engine.
func (e *emitter) tellQuestions(d *decorator, m *plan.Method, l *locals, questions []*plan.Question) jen.Code {
	var fields []jen.Code
	for _, q := range questions {
		fields = append(fields, jen.Id(q.Key).Op(":").Add(e.questionFunc(d, m, q, l)))
	}
	return jen.Id(l.call).Dot(callAskName).Call(e.engine(questionsName).Custom(onLines, fields...))
}

// rejects is the condition that the results of an attempt without an error are rejected. The call is told in which case they are.
func (e *emitter) rejects(d *decorator, m *plan.Method, l *locals) *jen.Statement {
	var all []*jen.Statement
	for _, r := range m.CaseResults {
		all = append(all, e.rejection(d, m, r.Question, l).Op("&&").Id(l.call).Dot(callInName).Call(jen.Lit(r.Case)))
	}
	if m.RetryResult != nil {
		all = append(all, e.rejection(d, m, m.RetryResult, l))
	}
	condition := all[0]
	for _, other := range all[1:] {
		condition.Op("||").Add(other)
	}
	if len(all) > 1 {
		return jen.Parens(condition)
	}
	return condition
}

// rejection asks a question about results. It is written such that it can be an operand of &&.
func (e *emitter) rejection(d *decorator, m *plan.Method, q *plan.Question, l *locals) *jen.Statement {
	if q.Unknown == nil {
		return e.ask(d, q, l, nil)
	}
	result := jen.Id(l.of(q.Args[0]))
	unknown := jen.Id(q.Unknown.Name).Call(result.Clone()).Op("&&").Id(l.call).Dot(callMayRepeatName).Call(e.questionFunc(d, m, m.Idempotent, l))
	if q.Response == nil {
		return unknown
	}
	return jen.Parens(jen.Id(q.Response.Name).Call(result).Op("||").Add(unknown))
}

// questionFunc is a question as the engine asks it. It is not asked about rejected results unless it sees them.
func (e *emitter) questionFunc(d *decorator, m *plan.Method, q *plan.Question, l *locals) jen.Code {
	failure := jen.Id(l.failure)
	switch q {
	case m.BeforeRetry:
		under := jen.Id(l.under)
		return jen.Func().Params(under.Clone().Add(e.std("context", "Context")), failure.Clone().Add(e.predeclared("error"))).Add(e.predeclared("error")).
			Custom(onOneLine, jen.Return(e.ask(d, q, l, map[plan.ArgumentKind]*jen.Statement{plan.ArgumentContext: under, plan.ArgumentError: failure})))
	case m.MapError:
		return jen.Func().Params(failure.Clone().Add(e.predeclared("error"))).Add(e.predeclared("error")).
			Custom(onOneLine, jen.Return(e.ask(d, q, l, map[plan.ArgumentKind]*jen.Statement{plan.ArgumentError: failure})))
	}
	if q == m.Idempotent {
		return jen.Func().Params().Add(e.predeclared("bool")).Custom(onOneLine, jen.Return(e.ask(d, q, l, nil)))
	}
	guarded := len(m.Rejections()) > 0 && !q.Sees(plan.ArgumentResult)
	function := jen.Func().Params(jen.Id("_").Add(e.engine(failureName)))
	if guarded || slices.ContainsFunc(q.Args, func(a plan.Argument) bool { return a.Kind != plan.ArgumentParam && a.Kind != plan.ArgumentResult }) {
		function = jen.Func().Params(failure.Clone().Add(e.engine(failureName)))
	}
	given := map[plan.ArgumentKind]*jen.Statement{
		plan.ArgumentError:   failure.Clone().Dot("Err"),
		plan.ArgumentTry:     failure.Clone().Dot("Try"),
		plan.ArgumentElapsed: failure.Clone().Dot("Elapsed"),
	}
	if q.Sees(plan.ArgumentFailure) {
		given[plan.ArgumentFailure] = e.runtime("Failure").Call(failure.Clone())
	}
	answer := e.ask(d, q, l, given)
	isError := e.isNotNil(failure.Clone().Dot("Err"))
	if q == m.PauseFrom {
		function.Params(e.std("time", "Duration"), e.predeclared("bool"))
		if guarded {
			return function.Block(
				jen.If(e.isNil(failure.Clone().Dot("Err"))).Block(jen.Return(jen.Lit(0), e.isFalse())),
				jen.Return(answer))
		}
		return function.Custom(onOneLine, jen.Return(answer))
	}
	if guarded {
		answer = isError.Op("&&").Add(answer)
	}
	return function.Add(e.predeclared("bool")).Custom(onOneLine, jen.Return(answer))
}

// ask calls a question's function with what it is given, which is a variable of the method where it is not among given.
func (e *emitter) ask(d *decorator, q *plan.Question, l *locals, given map[plan.ArgumentKind]*jen.Statement) *jen.Statement {
	var args []jen.Code
	for i, a := range q.Args {
		arg := jen.Id(l.of(a))
		if given[a.Kind] != nil {
			arg = given[a.Kind].Clone()
		}
		if q.Spread && q.Name == "" && i == len(q.Args)-1 {
			arg.Op("...")
		}
		args = append(args, arg)
	}
	if q.Response != nil {
		return jen.Id(q.Response.Name).Call(args...)
	}
	if q.Method != nil {
		return jen.Id(d.receiver).Dot(d.inner).Dot(q.Method.Name()).Call(args...)
	}
	return e.function(d, q.Name, q.Func, q.Generic || q.Func == nil).Call(args...)
}

// of returns the variable in a method's body that is what a question is given.
func (l *locals) of(a plan.Argument) string {
	switch a.Kind {
	case plan.ArgumentParam:
		return l.params[a.Index]
	case plan.ArgumentResult:
		return l.results[a.Index]
	}
	return l.results[len(l.results)-1]
}

// questionFunction is the function that is generated from an expression, or that calls a function which a parameter hides.
func (e *emitter) questionFunction(d *decorator, m *plan.Method, q *plan.Question) jen.Code {
	var names []string
	var types []jen.Code
	for _, a := range q.Args {
		names = append(names, a.Name)
		types = append(types, e.argumentType(m, a))
	}
	var value jen.Code
	if q.Func == nil {
		value = e.expression(q.Expr, q.Info, q.Text)
	} else {
		names = e.passedParams(d, "p", len(q.Args), q.Func)
		args := ids(names)
		if q.Spread {
			last := len(args) - 1
			args[last] = jen.Id(names[last]).Op("...")
		}
		value = e.function(d, "", q.Func, q.Generic).Call(args...)
	}
	params := make([]jen.Code, len(names))
	for i, name := range names {
		params[i] = jen.Id(name).Add(types[i])
	}
	function := jen.Func().Id(q.Name).Add(e.typeParamList(d)).Params(params...)
	switch q {
	case m.PauseFrom:
		function.Params(e.std("time", "Duration"), e.predeclared("bool"))
	case m.BeforeRetry, m.MapError, m.Ending().MapError:
		function.Add(e.predeclared("error"))
	default:
		function.Add(e.predeclared("bool"))
	}
	return comment(q.Name + " " + questionDoc(m, q) + ", as annotated on " + m.Policy.Owner + ".").Add(function).Block(jen.Return(value))
}

// questionDoc says what a question's function does.
func questionDoc(m *plan.Method, q *plan.Question) string {
	switch q {
	default:
		if slices.Contains(m.Rejections(), q) {
			return "reports whether results of " + m.Name + " are in a case of its policy"
		}
	case m.RetryResult:
		return "reports whether results of " + m.Name + " are to be retried"
	case m.Idempotent:
		return "reports whether a call of " + m.Name + " may be carried out twice"
	case m.Giveup:
		return "reports whether retrying " + m.Name + " ends"
	case m.BeforeRetry:
		return "prepares the next attempt of " + m.Name
	case m.MapError, m.Ending().MapError:
		return "returns what takes the place of the error of " + m.Name
	}
	return "returns the pause that a server asked for after " + m.Name
}

// argumentType is the type of what a question is given.
func (e *emitter) argumentType(m *plan.Method, a plan.Argument) *jen.Statement {
	switch a.Kind {
	case plan.ArgumentTry:
		return e.predeclared("int")
	case plan.ArgumentElapsed:
		return e.std("time", "Duration")
	case plan.ArgumentFailure:
		return e.runtime("Failure")
	case plan.ArgumentContext:
		return e.std("context", "Context")
	case plan.ArgumentParam:
		return e.typ(m.Signature.Params().At(a.Index).Type())
	case plan.ArgumentResult:
		return e.typ(m.Signature.Results().At(a.Index).Type())
	}
	return e.predeclared("error")
}
