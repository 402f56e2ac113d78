package explain

import (
	"strconv"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// contextText says what a method without a context cannot have.
func contextText(m *plan.Method) string {
	none := "none"
	if m.Context.Kind == plan.FromOwn {
		none = "heeded in pauses and for its deadline, and passed on as it is"
	}
	switch {
	case m.Context.Limits():
		return ""
	case m.Policy.Use != nil:
		return none + ": an attempt_timeout and a hedge of the policy are left out, its deadline is looked at between attempts"
	case m.Policy.Values.Abandon:
		return none + ": an attempt that is out of time is left behind"
	case m.Policy.Values.Deadline > 0:
		return none + ": no attempt can be cut off, and the deadline is looked at between attempts"
	}
	return none + ": no attempt can be cut off"
}

// replayText says of each argument that an attempt consumes what is done before another one.
func replayText(m *plan.Method) []string {
	var out []string
	for _, c := range m.Replay.Consumed {
		what := "rewound, and where it cannot be there is no other attempt"
		switch {
		case m.Replay.Never, c.Kind == plan.Unrepeated:
			what = "there is no other attempt after one that had it"
		case c.Kind == plan.RequestBody:
			what = "fresh from GetBody, and without that there is no other attempt"
		case c.Kind == plan.Called:
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
	case c.Kind == plan.RequestBody:
		name += ".Body"
	case c.Field != "":
		name += "." + c.Field
	case c.Each:
		name = "each of " + name
	}
	return name
}
