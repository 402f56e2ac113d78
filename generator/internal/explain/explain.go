// Package explain says what a plan means before anything is generated from it: for each method its policy, the times of
// its attempts, how long a call may take, and how many attempts it may make.
package explain

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// An Interface is the explanation of a decorated interface.
type Interface struct {
	Package   string // its path
	File      string // that declares it
	Name      string
	Decorator string // the generated type's name

	Methods  []Method  // those under a policy, in source order
	Passed   []string  // those that are passed straight through
	Wrapped  []Wrapped // what comes back decorated, in source order
	Promoted bool      // it has other methods, which are promoted from the inner value
}

// A Method is the explanation of a method under a policy.
type Method struct {
	Name       string
	Annotation string // as written: "backoff:retry 5"
	At         token.Position
	From       string // where it is written: "its own annotation"

	Shared string // the name of a shared policy; empty where the annotation has the values
	Guard  string // what the guard is declared with, in words; empty where there is none or that is not known
	Budget string // the same
	Nested []Nested

	Values  []Value  // the keys that are set, in the order of the documentation
	Rest    []Value  // the other keys, with their defaults
	Retried []string // which errors and results are retried
	Classes []Class  // what the entries of errors and retry_result that name a client's errors mean
	Beware  []string // what the clients do by themselves
	Once    bool     // the method must not be carried out twice, so that what timed out is never retried
	Repeat  string   // the predicate over a call that allows to retry what may have been carried out; empty when there is none
	Giveup  string   // the predicate that ends the retrying; empty when there is none

	Context  string // what a method without a context cannot do; empty when it has one
	Lifetime string // why the context of a success lives on; empty when it does not
	Stream   bool   // only opening its result is retried, and not what is received from it
	Replay   []string

	Cases []Case

	Schedule *Schedule // nil under a shared policy whose values are not known, and so are Latency and Load
	Latency  *Latency
	Load     *Load

	within func(attempt Latency) Latency // of a call whose attempts are bounded as well
}

// A Value is a key of a policy and its value, as written in an annotation.
type Value struct{ Key, Text string }

// A Wrapped says what decorates what methods return.
type Wrapped struct {
	By      string   `json:"by"`      // the decorator, or the constructor that makes it
	Methods []string `json:"methods"` // that return it
}

// wrapped notes by what the results of a method are decorated.
func (w wording) wrapped(list []Wrapped, m *plan.Method) []Wrapped {
	for _, result := range m.Wraps {
		by := ""
		if result.By != nil {
			by = result.By.Name
		} else {
			by = w.object(result.With)
		}
		i := slices.IndexFunc(list, func(other Wrapped) bool { return other.By == by })
		if i < 0 {
			i, list = len(list), append(list, Wrapped{By: by})
		}
		if !slices.Contains(list[i].Methods, m.Name) {
			list[i].Methods = append(list[i].Methods, m.Name)
		}
	}
	return list
}

// Around is the code around annotations.
type Around interface {
	// Policy returns what a shared policy is declared to be; nil where that is not known.
	Policy(shared types.Object) *plan.Policy
	// Words says what a budget or a guard is declared with; empty where that is not known.
	Words(obj types.Object) string
}

// Package explains a plan, in the order of its files.
func Package(p *plan.Package, code Around) []Interface {
	var out []Interface
	for _, f := range p.Files {
		for _, d := range f.Decorators {
			out = append(out, decorator(p, f, d, code))
		}
	}
	return out
}

func decorator(p *plan.Package, f *plan.File, d *plan.Decorator, code Around) Interface {
	w := wording{p.Types, f.Imports, code}
	out := Interface{Package: p.Path, File: f.Source, Name: d.Interface.Name(), Decorator: d.Name, Promoted: d.Foreign != ""}
	for _, m := range d.Methods {
		out.Wrapped = w.wrapped(out.Wrapped, m)
		if m.Policy == nil {
			out.Passed = append(out.Passed, m.Name)
			continue
		}
		out.Methods = append(out.Methods, w.method(out.Name, m))
	}
	return out
}

// method explains a method of the interface with the name iface.
func (w wording) method(iface string, m *plan.Method) Method {
	out := Method{
		Name:       m.Name,
		Annotation: m.Policy.Text,
		At:         m.Policy.At,
		From:       from(m.Policy, iface, m.Name),
		Context:    contextText(m),
		Lifetime:   m.Lifetime.Reason,
		Stream:     m.Lifetime.Stream,
		Replay:     replayText(m),
	}
	if shared := m.Policy.Use; shared != nil {
		out.Shared = w.object(shared)
	}
	if m = m.Known(w.code.Policy); m == nil {
		return out
	}
	if m.Policy.Guard != nil {
		out.Guard = w.code.Words(m.Policy.Guard)
	}
	if m.Policy.Budget != nil {
		out.Budget = w.code.Words(m.Policy.Budget)
	}
	out.Values, out.Rest = w.values(m)
	out.Retried = w.retried(m)
	out.Classes, out.Beware = classes(m)
	out.Once = m.Idempotence == plan.IdempotenceNo
	if m.Idempotent != nil {
		out.Repeat = m.Idempotent.Text
	}
	if g := giveup(m); g != nil {
		out.Giveup = g.Text
	}
	known, mixed := newMethod(m), newMixed(m)
	latency, load := mixed.latency(), mixed.load()
	out.Schedule, out.Latency, out.Load, out.within = known.schedule(), &latency, &load, mixed.within
	out.Cases = w.cases(m)
	return out
}

// A Class is what an annotation names of a client's errors or responses, and what these are, in words.
type Class struct {
	Name  string // @pgx.unsent
	Words []string
}

// from says where a policy is written.
func from(p *plan.Policy, iface, method string) string {
	owner := p.Owner
	if p.Methods != "" {
		return "methods=" + p.Methods + " on " + strings.Replace(owner, " in "+iface, "", 1)
	}
	switch {
	case owner == iface:
		return "the default of " + iface
	case owner == iface+"."+method:
		return "its own annotation"
	}
	if line, ok := strings.CutSuffix(owner, " in "+iface); ok {
		return "the embedded line " + line
	}
	return "the annotation of " + owner
}

// A group is methods that differ only in their names.
type group struct {
	Method // the first of them
	names  []string
}

// groups returns the methods under a policy, those that differ only in their names together.
func (i *Interface) groups() []group {
	var out []group
	for _, m := range i.Methods {
		at := slices.IndexFunc(out, func(g group) bool { return same(g.Method, m) })
		if at < 0 {
			at, out = len(out), append(out, group{Method: m})
		}
		out[at].names = append(out[at].names, m.Name)
	}
	return out
}

// same reports whether two methods differ only in their names.
func same(a, b Method) bool {
	return a.From == b.From && a.Annotation == b.Annotation && a.Context == b.Context && a.Lifetime == b.Lifetime &&
		slices.Equal(a.Replay, b.Replay) && slices.Equal(a.Values, b.Values) && slices.EqualFunc(a.Cases, b.Cases, func(a, b Case) bool { return a.Annotation == b.Annotation }) && slices.Equal(a.Retried, b.Retried) &&
		slices.EqualFunc(a.Nested, b.Nested, func(a, b Nested) bool { return a.text("") == b.text("") })
}
