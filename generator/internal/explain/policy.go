package explain

import (
	"encoding/json"
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A wording writes names as the file that declares the interface does.
type wording struct {
	pkg     *types.Package
	imports map[string]string // as in plan.File
}

func (w wording) qualifier(p *types.Package) string {
	if p == w.pkg {
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
	written := w.code(m)
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

// code returns the values of m's policy that are Go code, by key.
func (w wording) code(m *plan.Method) map[string]string {
	out := map[string]string{}
	var errors []string
	for _, e := range m.Policy.Errors {
		errors = append(errors, w.matched(e))
	}
	out[keys.Errors] = strings.Join(errors, ",")
	if m.Policy.Giveup != nil {
		out[keys.Giveup] = quoted(m.Policy.Giveup.Text)
	}
	if m.RetryResult != nil {
		out[keys.RetryResult] = quoted(m.RetryResult.Text)
	}
	if m.Policy.PauseFrom != nil {
		out[keys.PauseFrom] = w.object(m.Policy.PauseFrom)
	}
	if m.Fallback != nil {
		out[keys.Fallback] = w.object(m.Fallback.Func)
	}
	return out
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

// matched returns an entry of an errors list as it is written.
func (w wording) matched(m plan.Matcher) string {
	switch m.Kind {
	case plan.MatchIs, plan.MatchFunc:
		return w.object(m.Object)
	case plan.MatchAs:
		return types.TypeString(m.Type, w.qualifier)
	}
	return "error"
}

// retried says which errors and results m's policy retries.
func (w wording) retried(m *plan.Method) []string {
	out := []string{"timeouts"}
	switch {
	case len(m.Policy.Errors) == 0:
	case m.Policy.Values.AttemptTimeout > 0:
		out = []string{"a timed-out attempt"}
	default:
		out = nil
	}
	for _, e := range m.Policy.Errors {
		text := w.matched(e)
		switch e.Kind {
		case plan.MatchAny:
			out = nil
			text = "every error"
		case plan.MatchIs:
			text = "errors.Is " + text
		case plan.MatchAs:
			text = "errors.As " + text
		case plan.MatchFunc:
			text += "(err)"
		}
		out = append(out, text)
	}
	if m.RetryResult != nil {
		out = append(out, "results with "+m.RetryResult.Text)
	}
	return out
}
