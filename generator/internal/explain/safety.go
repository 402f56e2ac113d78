package explain

import (
	"strconv"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// contextText says what is not possible for a method without a context.
func contextText(m *plan.Method) string {
	none := "none"
	if m.Context.Kind == plan.ContextCustom {
		none = "of another type (it ends pauses, its deadline counts, and it is passed on unchanged)"
	}
	switch {
	case m.Context.SupportsLimits():
		return ""
	case m.Policy.Use != nil:
		return none + ": an attempt_timeout and a hedge of the policy are left out, its deadline is checked between attempts"
	case m.Policy.Values.Abandon:
		return none + ": an attempt that is out of time is left behind"
	case m.Policy.Values.Deadline > 0:
		return none + ": no attempt can be cut off, and the deadline is checked between attempts"
	}
	return none + ": no attempt can be cut off"
}

// replayText says for each argument that an attempt consumes what is done before the next attempt.
func replayText(m *plan.Method) []string {
	var out []string
	for _, c := range m.Replay.Consumed {
		what := "rewound; where that is impossible, there is no further attempt"
		switch {
		case m.Replay.Never, c.Kind == plan.ConsumedUnrepeatable:
			what = "there is no further attempt after one that has used it"
		case c.Kind == plan.ConsumedRequestBody:
			what = "fresh from GetBody; without GetBody there is no further attempt"
		case c.Kind == plan.ConsumedWhenCalled:
			what = "retried only until it is called"
		}
		out = append(out, argument(m, c)+": "+what)
	}
	return out
}

// argument names what an attempt consumes.
func argument(m *plan.Method, c plan.Consumed) string {
	name := m.Signature.Params().At(c.Index).Name()
	if name == "" || name == "_" {
		name = "argument " + strconv.Itoa(c.Index+1)
	}
	switch {
	case c.Kind == plan.ConsumedRequestBody:
		name += ".Body"
	case c.Field != "":
		name += "." + c.Field
	case c.Each:
		name = "each of " + name
	}
	return name
}
