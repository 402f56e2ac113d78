package explain

import (
	"encoding/json"
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A wording writes names as the file that declares the interface does.
type wording struct {
	pkg     *types.Package
	imports map[string]string // as in plan.File
	code    Around
}

func (w wording) qualifier(p *types.Package) string {
	if p.Path() == w.pkg.Path() { // what Around returns is of another load
		return ""
	}
	if name, renamed := w.imports[p.Path()]; renamed {
		return name
	}
	return p.Name()
}

func (w wording) object(o types.Object) string {
	if o.Pkg() == nil || w.qualifier(o.Pkg()) == "" {
		return o.Name()
	}
	return w.qualifier(o.Pkg()) + "." + o.Name()
}

// values returns the keys of m's policy that are set, and the others with their defaults, in the order of the table of
// keys. The keys lifetime and replay are explained elsewhere.
func (w wording) values(m *plan.Method) (set, rest []Value) {
	written := w.goValues(m)
	for _, k := range keys.All() {
		text := written[k.Name]
		if k.IsData() && k.Field != "" {
			text = ""
			if k.IsSet(&m.Policy.Values) {
				text = k.Format(k.Get(&m.Policy.Values))
			}
		}
		switch {
		case k.IsData() && k.Field == "": // lifetime and replay
		case text != "":
			set = append(set, Value{k.Name, text})
		case k.Name != keys.Errors: // its default is part of what is retried
			rest = append(rest, Value{k.Name, k.Default})
		}
	}
	return set, rest
}

// goValues returns the values of m's policy that are Go code, by key.
func (w wording) goValues(m *plan.Method) map[string]string {
	out := map[string]string{}
	out[keys.Errors] = w.list(m.Policy.Errors)
	if g := giveup(m); g != nil {
		out[keys.Giveup] = quoted(g.Text)
	}
	if m.RetryResult != nil {
		out[keys.RetryResult] = quoted(m.RetryResult.Text)
	}
	switch m.Idempotence {
	case plan.IdempotenceNo:
		out[keys.Idempotent] = "no"
	case plan.IdempotenceAsked:
		if m.Idempotent != nil {
			out[keys.Idempotent] = quoted(m.Idempotent.Text)
		}
	case plan.IdempotenceKey:
		out[keys.Idempotent] = "key"
	case plan.IdempotenceYes:
		out[keys.Idempotent] = "yes"
	}
	if m.PauseFrom != nil {
		out[keys.PauseFrom] = quoted(m.PauseFrom.Text)
	}
	if m.Policy.PauseFrom != nil {
		out[keys.PauseFrom] = w.object(m.Policy.PauseFrom)
	}
	if m.Policy.Guard != nil {
		out[keys.Guard] = w.object(m.Policy.Guard)
	}
	if m.Policy.Budget != nil {
		out[keys.Budget] = w.object(m.Policy.Budget)
	}
	if m.BeforeRetry != nil {
		out[keys.BeforeRetry] = quoted(m.BeforeRetry.Text)
	}
	if m.MapError != nil {
		out[keys.MapError] = quoted(m.MapError.Text)
	}
	if m.Fallback != nil {
		out[keys.Fallback] = w.object(m.Fallback.Func)
	}
	return out
}

// giveup returns what gives up on calls of m: its policy's, or its own; nil when it has none.
func giveup(m *plan.Method) *plan.Question {
	if m.Giveup != nil {
		return m.Giveup
	}
	return m.Policy.Giveup
}

// quoted returns a value as it is written in an annotation.
func quoted(text string) string {
	if strings.ContainsAny(text, " \t\"`") {
		if strings.Contains(text, "`") {
			data, _ := json.Marshal(text)
			return string(data)
		}
		return "`" + text + "`"
	}
	return text
}

// list returns a list of errors as it is written.
func (w wording) list(matchers []plan.Matcher) string {
	var texts []string
	for _, m := range matchers {
		text := w.matched(m)
		if m.Except {
			text = "!" + strings.ReplaceAll(text, ",@", ",!@") // several classes are one matcher
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ",")
}

// matched returns an entry of a list of errors as it is written, whether it is left out or not.
func (w wording) matched(m plan.Matcher) string {
	switch m.Kind {
	case plan.MatchIs, plan.MatchFunc:
		return w.object(m.Object)
	case plan.MatchClass:
		return m.Class.Text
	case plan.MatchAs:
		return types.TypeString(m.Type, w.qualifier)
	}
	return "error"
}

// asked says what is asked about an error for an entry of a list of errors.
func (w wording) asked(m plan.Matcher) string {
	text := w.matched(m)
	switch m.Kind {
	case plan.MatchIs:
		return "errors.Is " + text
	case plan.MatchAs:
		return "errors.As " + text
	case plan.MatchFunc:
		return text + "(err)"
	case plan.MatchClass:
		return text
	}
	return "every error"
}

// matchedBy says which errors a list of errors matches.
func (w wording) matchedBy(list []plan.Matcher) []string {
	var out []string
	before := "but not "
	for _, e := range list {
		if !e.Except {
			out = append(out, w.asked(e))
			continue
		}
		out = append(out, before+w.asked(e))
		before = "nor "
	}
	return out
}

func isExcept(m plan.Matcher) bool { return m.Except }

// retried says which errors and results m's policy retries.
func (w wording) retried(m *plan.Method) []string {
	no := m.Idempotence == plan.IdempotenceNo
	out := []string{"timeouts"}
	switch {
	case no:
		out = nil
	case len(m.Policy.Errors) == 0:
	case m.Policy.Values.AttemptTimeout > 0:
		out = []string{"a timed-out attempt"}
	default:
		out = nil
	}
	var matched []plan.Matcher
	for i, e := range m.Policy.Errors {
		switch {
		case no && !e.Except && (e.Kind == plan.MatchAny || e.IsTimeout()):
			continue // never
		case e.Kind == plan.MatchAny && !slices.ContainsFunc(m.Policy.Errors[i:], isExcept):
			out = nil // timeouts are among them
		}
		matched = append(matched, e)
	}
	out = append(out, w.matchedBy(matched)...)
	if len(m.Policy.Cases) > 0 {
		out = append(out, "what its cases are for")
	}
	if m.RetryResult != nil {
		out = append(out, "results with "+m.RetryResult.Text)
	}
	return out
}
