package resolve_test

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A printer writes all that a plan decides, for the section plan of a case.
type printer struct {
	strings.Builder
	local    types.Qualifier
	policies map[*plan.Policy]string // the first method of each
}

func printAll(p *plan.Package) string {
	if p == nil {
		return ""
	}
	w := &printer{policies: map[*plan.Policy]string{}, local: func(other *types.Package) string {
		if other == p.Types {
			return ""
		}
		return other.Name()
	}}
	w.line("package %s %s%s", p.Path, p.Name, some(" reserved %q", p.Reserved))
	for _, f := range p.Files {
		w.line("file %s%s%s%s", f.Source, some(" under %q", f.Constraint), some(" imports %v", f.Imports), some(" lint %q", f.LintIgnores))
		for _, d := range f.Decorators {
			w.decorator(d)
		}
	}
	return w.String()
}

func (w *printer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// some formats a value that is not empty.
func some(format string, value any) string {
	switch fmt.Sprint(value) {
	case "", "[]", "map[]", "<nil>", "0", "false":
		return ""
	}
	return fmt.Sprintf(format, value)
}

func (w *printer) decorator(d *plan.Decorator) {
	w.line("%s: %s %s %s %s%s%s", d.Interface.Name(), d.Name, d.Constructor, d.Policies, d.Defaults, some(" foreign %s", d.Foreign), some(" deprecated %q", d.Deprecated))
	if s := d.Shared; s != nil {
		w.line("  shared %s %s%s%s%s%s%s", s.Type, s.Constructor, some(" decorate %s", s.Decorate), some(" undecorate %s", s.Undecorate), some(" options %t", s.Options),
			some(" links %s", interfaces(s.Links)), some(" circle %s", interfaces(s.Circle)))
		w.line("  own %q", []string{s.OwnPolicies, s.OwnDefaults, s.OwnMethods})
	}
	if t := d.Durable; t != nil {
		w.line("  durable %s %s %s %s %s %s %s local %t", t.Activities, t.NewActivities, t.Caller, t.NewCaller, t.Workflow, t.NewWorkflow, t.Errors, t.Local)
		for _, k := range t.Known {
			w.line("    known %s%s%s", k.Name, some(" as %s", named(k.Object)), some(" of type %s", w.typ(k.Type)))
		}
	}
	for _, m := range d.Methods {
		w.method(m)
	}
}

func interfaces(list []*plan.Decorator) (names []string) {
	for _, d := range list {
		names = append(names, d.Interface.Name())
	}
	return names
}

func (w *printer) method(m *plan.Method) {
	w.line("  %s%s%s%s", m.Name, contextText(m.Context), some(" deprecated %q", m.Deprecated), some(" results %s", m.Results))
	for _, list := range [][]*plan.Wrap{m.Wraps, m.Unwraps} {
		for _, x := range list {
			with := ""
			if x.With != nil {
				with = fmt.Sprintf(" with %s options %t as %s", x.With.Name(), x.TakesOptions, w.typ(x.Result))
			} else {
				with = " by " + x.By.Name
			}
			w.line("    wrap %d %s%s%s", x.Index, w.typ(x.Type), with, some(" named %s", x.Name))
		}
	}
	if m.Durable != nil {
		w.line("    its caller ends it")
		w.question("caller's map_error", m.Durable.MapError)
		w.fallback("caller's fallback", m.Durable.Fallback)
	}
	if m.Policy == nil {
		return
	}
	if first := w.policies[m.Policy]; first != "" {
		w.line("    the policy of %s", first)
	} else {
		w.policies[m.Policy] = m.Name
		w.policy(m.Policy)
	}
	if life := m.Lifetime; life.Result || life.Reason != "" || life.Stream || len(life.Bodies)+len(life.Closed) > 0 {
		w.line("    lifetime%s%s%s%s%s", some(" result %t", life.Result), some(" since %s", life.Reason), some(" stream %t", life.Stream), some(" bodies %+v", life.Bodies), some(" closed %+v", life.Closed))
	}
	if again := m.Replay; again.Never || len(again.Consumed) > 0 {
		w.line("    replay%s %+v", some(" never %t", again.Never), again.Consumed)
	}
	if m.Idempotence > 0 {
		w.line("    idempotence %d", m.Idempotence)
	}
	w.question("idempotent", m.Idempotent)
	for _, c := range m.CaseResults {
		w.question(fmt.Sprintf("case %d", c.Case), c.Question)
	}
	w.question("retry_result", m.RetryResult)
	w.question("giveup", m.Giveup)
	w.question("pause_from", m.PauseFrom)
	w.question("before_retry", m.BeforeRetry)
	w.question("map_error", m.MapError)
	w.fallback("fallback", m.Fallback)
}

func (w *printer) fallback(label string, f *plan.Fallback) {
	if f != nil {
		w.line("    %s %s generic %t%s", label, f.Func.Name(), f.Generic, some(" named %s", f.Name))
	}
}

func (w *printer) policy(p *plan.Policy) {
	w.line("    %q at %v of %s%s: %v%s%s%s", p.Text, p.At, p.Owner, some(" methods %s", p.Methods), p.Values,
		some(" use %s", named(p.Use)), some(" guard %s", named(p.Guard)), some(" budget %s", named(p.Budget)))
	w.errors(p.Errors)
	w.question("policy's giveup", p.Giveup)
	if p.PauseFrom != nil {
		w.line("    policy's pause_from %s", p.PauseFrom.Name())
	}
	for _, c := range p.Cases {
		w.line("    case %q at %v: %v%s%s", c.Text, c.At, c.Values.Under(backoff.Policy{}), some(" results %t", c.Values.Results), some(" pause_from %s", named(c.PauseFrom)))
		w.errors(c.Errors)
	}
}

func named(o types.Object) string {
	if o == nil {
		return ""
	}
	return o.Name()
}

func (w *printer) errors(list []plan.Matcher) {
	for _, m := range list {
		class := ""
		if m.Class != nil {
			class = classText(m.Class)
		}
		w.line("      error %s%s%s%s%s%s%s", [...]string{"any", "is", "as", "func", "class"}[m.Kind], some(" %s", named(m.Object)), some(" called %t", m.Called), some(" type %s", w.typ(m.Type)),
			some(" except %t", m.Except), some(" class %s", class), some(" unsure %t", m.Unsure))
	}
}

func classText(c *plan.Class) string {
	return fmt.Sprintf("%s as %s, %d steps, %d responses", c.Text, c.Name, len(c.Steps), len(c.Responses))
}

func (w *printer) question(label string, q *plan.Question) {
	if q == nil {
		return
	}
	method := ""
	if q.Method != nil {
		method = q.Method.Name()
	}
	w.line("    %s %q%s%s%s%s given %v%s", label, q.Text, some(" func %s", named(q.Func)), some(" generic %t", q.Generic), some(" method %s", method),
		some(" named %s", q.Name), arguments(q.Args), some(" spread %t", q.Spread))
	for _, c := range []*plan.Class{q.Response, q.Unknown} {
		if c != nil {
			w.line("      class %s", classText(c))
		}
	}
}

// arguments writes what a question is given: kind, index, and a name in an expression.
func arguments(args []plan.Argument) (list []string) {
	for _, a := range args {
		kind := [...]string{"error", "try", "elapsed", "failure", "context", "param", "result"}[a.Kind]
		list = append(list, fmt.Sprintf("%s%d%s", kind, a.Index, some("=%s", a.Name)))
	}
	return list
}

func (w *printer) typ(t types.Type) string {
	if t == nil {
		return ""
	}
	return types.TypeString(t, w.local)
}
