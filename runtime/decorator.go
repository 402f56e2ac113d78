package backoff

import (
	"fmt"
	"slices"
)

// A Decorator is what the methods of one generated decorator have in common. Generated constructors alone use it.
type Decorator struct {
	iface     string
	observers []Observer
	budget    RetryBudget // nil when there is none
	detached  bool
}

// Decorate begins a decorator around inner, a value of the interface of that name. It panics when inner is nil: a
// program that has nothing to decorate is wrong, and better told where it is put together than at its first call.
func Decorate(iface string, inner any, opts ...Option) Decorator {
	if inner == nil {
		panic("backoff: the inner " + iface + " is nil")
	}
	d := Decorator{iface: iface}
	for _, opt := range opts {
		if opt != nil {
			opt(&d)
		}
	}
	return d
}

// Shared returns the policy that p points to. It panics when p is nil, with the name of what should have held a policy.
func Shared(name string, p *Policy) Policy {
	if p == nil {
		panic("backoff: the shared policy " + name + " is nil")
	}
	return *p
}

// An Option changes what a generated decorator's constructor makes.
type Option func(*Decorator)

// Method returns the method of that name under policy p, which it copies. It panics when p is invalid.
func (d Decorator) Method(name string, p Policy) Method {
	return d.method(name, p, true)
}

// MethodWithoutContext returns a method that takes no context: its attempts cannot be ended, so that the policy's
// AttemptTimeout and Hedge are left out, and its Deadline is looked at between attempts, unless attempts that are out of
// time are abandoned. It panics when p is invalid.
func (d Decorator) MethodWithoutContext(name string, p Policy) Method {
	return d.method(name, p, false)
}

// Detached returns a copy of d whose methods run their attempts by [Detach], so that their policies may have Hedge and
// Abandon.
func (d Decorator) Detached() Decorator {
	d.detached = true
	return d
}

func (d Decorator) method(name string, p Policy, hasContext bool) Method {
	m := Method{name: d.iface + "." + name, hasContext: hasContext, detached: d.detached, budget: d.budget}
	for _, o := range d.observers {
		if b, ok := o.(binder); ok {
			o = b.bind(m.name)
		}
		m.observers = append(m.observers, o)
		if _, ok := o.(ContextObserver); ok {
			m.contextual = true
		}
	}
	m, err := m.WithPolicy(p)
	if err != nil {
		panic(err.Error())
	}
	return m
}

// A Method is one method of a decorator: its name, its policy and who watches it. It is immutable and safe for
// concurrent use. Generated code alone uses it.
type Method struct {
	special    bool // an attempt's begin and success have work to do: limits, or it is watched. It is first since every call asks
	name       string
	policy     *Policy
	observers  []Observer
	budget     RetryBudget
	hasContext bool
	detached   bool // its attempts can be
	bounded    bool // an attempt ends at its limits: its context does, or it is left behind
	contextual bool // an observer has a say in the contexts
	keeps      bool // a result outlives the call
	watched    bool // somebody is to be told of an attempt's begin and success: observers, a budget or the other attempts
	plain      bool // a failed attempt that may be repeated is, at once: no limits, observers, pauses or giveup
}

// Keeping returns a copy of m whose results outlive the call, such as a stream: the context of an attempt that succeeds is
// not cancelled, only its own limits are lifted.
func (m Method) Keeping() Method {
	m.keeps = true
	return m
}

// WithPolicy returns a copy of m under policy p, or an error when p is invalid.
func (m Method) WithPolicy(p Policy) (Method, error) {
	if err := p.Validate(); err != nil {
		return m, fmt.Errorf("%s: %w", m.name, err)
	}
	p.Errors = slices.Clone(p.Errors)
	if p.detaches() && !m.detached {
		return m, fmt.Errorf("%s: backoff: the policy has Hedge or Abandon, which take an annotation of the method's own: hedge or on_timeout=abandon", m.name)
	}
	if m.bounded = m.hasContext || p.Abandon; !m.bounded {
		p.AttemptTimeout, p.Hedge = 0, 0
	}
	m.policy = &p
	m.watched = len(m.observers) > 0 || m.budget != nil || p.detaches()
	m.special = m.watched || p.limits()
	m.plain = !m.special && p.Pause == 0 && !p.varied() && p.Giveup == nil
	return m, nil
}
