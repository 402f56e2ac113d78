package engine

import (
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
)

// Options are what a decorator's constructor was given.
type Options struct {
	Watchers []func(method string) Watcher // each makes the one of a method
	Budget   Budget                        // nil when there is none

	NestedOnce bool // a call inside another call's retry makes one attempt
	OneCall    bool // the method is made for one call: what only a second attempt needs is not prepared
	Reports    bool // the end of an attempt has to be reported before its limit, so the limit is a little earlier
}

// Traits are what is known of a method when it is generated.
type Traits uint16

// The traits of methods.
const (
	WithoutContext Traits = 1 << iota // it takes no context: its attempts cannot be ended
	KeepsResult                       // a result outlives the call, such as a stream
	RunsAsync                         // its attempts may run in goroutines of their own, so that it may hedge and abandon
	HasFallback                       // a fallback makes up for a call that has failed
	HasBudget                         // its annotation names a budget
	HasKey                            // each call has an idempotency key
	NotIdempotent                     // what may have been carried out is not carried out again
	AsksIdempotent                    // nor is it unless the call's questions say that it may be
	SeesTime                          // its questions are told the time since the call began, so that has to be measured
	HasGuard                          // its annotation names a guard
	TakesGuard                        // it is generated so that its policy may have a guard
)

// A Method is one method of a decorator: its name, its policy and who watches it. It is immutable and safe for concurrent
// use.
type Method struct {
	special    bool // there is work to do at the begin or the success of an attempt: it is measured, it has a guard, or its context has something to say. The field is first since every call asks
	plain      bool // an attempt that fails with an error to retry is repeated at once, or after a pause that is always the same, with no question but max_tries: there are no limits, watchers, giveup or fallback, and it may be carried out twice
	bounded    bool // limits can end an attempt: it has a context, or can be left behind
	limited    bool // bounded, and there are limits
	timed      bool // somebody is to know when an attempt begins
	watched    bool // somebody is to be told of an attempt's begin and success: watchers, a budget, or the other attempts of a hedger
	nestedOnce bool // a call inside another call's retry makes one attempt
	once       bool // it is made for one call
	reports    bool // the end of an attempt has to be reported before its limit
	contextual bool // a watcher makes contexts for calls and attempts
	free       bool // the caller's context, which was asked after the first attempt, has neither a deadline nor a bound on tries: neither will change
	traits     Traits
	subject    attempt.Subject
	first      *attempt.About    // of each call's first attempt; nil without limits, where each call has a key, and where one call is all
	numbered   *attempt.Numbered // its first attempts; nil where they have limits, or no context, and where one call is all
	policy     Policy
	watchers   []Watcher
	counter    Counter       // the only watcher, where it is a Counter; else nil
	shared     Budget        // the decorator's; nil when it has none
	budget     Budget        // the policy's, or else the decorator's
	extras     *budgetExtras // of the budget; nil when it has none of these methods
	made       endingLimits  // of the policy that it was made with
	again      *Method       // takes the method's place after the first attempt, and is special; nil where the method itself is
	freed      *Method       // the same where the method is plain, once its caller's context is known to be free
}

// NewMethod returns the method of that name, such as "Store.Fetch", under a policy.
func NewMethod(name string, traits Traits, o *Options, p Policy) Method {
	m := Method{subject: attempt.Subject{Method: name}, traits: traits, shared: o.Budget, nestedOnce: o.NestedOnce, once: o.OneCall, reports: o.Reports}
	for _, watcher := range o.Watchers {
		w := watcher(name)
		m.watchers = append(m.watchers, w)
		if _, ok := w.(ContextWatcher); ok {
			m.contextual = true
		}
	}
	if len(m.watchers) == 1 {
		m.counter, _ = m.watchers[0].(Counter)
	}
	m.made = endingLimits{p.Timeout, p.Hedge}
	return m.With(p)
}

// Name returns the method's name.
func (m *Method) Name() string { return m.subject.Method }

// Traits returns what is known of the method since it was generated.
func (m *Method) Traits() Traits { return m.traits }

// reportTime is how much earlier than at its limit an attempt ends, for its end to be reported.
func (m *Method) reportTime(limit time.Duration) time.Duration {
	if !m.reports {
		return 0
	}
	return min(limit/20, 500*time.Millisecond)
}

// endingLimits can only be kept where attempts can be ended.
type endingLimits struct{ timeout, hedge time.Duration }

// CanKeep reports whether a policy has no limits that m cannot keep, but for those of the policy that it was made with: a shared one is for
// methods with a context, too.
func (m *Method) CanKeep(p *Policy) bool {
	return m.canEnd(p) || (p.Timeout == 0 || p.Timeout == m.made.timeout) && (p.Hedge == 0 || p.Hedge == m.made.hedge)
}

// canEnd reports whether limits can end m's attempts: it has a context, or they are abandoned.
func (m *Method) canEnd(p *Policy) bool { return m.traits&WithoutContext == 0 || p.Abandon }

// With returns a copy of m under another policy. Limits that a method without a context cannot keep are left out: its
// attempts end when they do, unless they are abandoned.
func (m Method) With(p Policy) Method {
	if m.bounded = m.canEnd(&p); !m.bounded {
		p.Timeout, p.Hedge = 0, 0
	}
	p.Timeout -= m.reportTime(p.Timeout)
	m.policy = p
	m.chooseBudget()
	limits := p.attemptLimits().Any()
	m.limited = m.bounded && limits
	m.watched = len(m.watchers) > 0 || m.budget != nil || p.async()
	m.timed = limits || p.Limits.Timed() || m.traits&SeesTime != 0 || len(m.watchers) > 0 || p.async()
	m.special = m.watched || m.timed || m.hasKey() || m.once || p.Guard != nil
	m.plain = !m.watched && !m.timed && p.Guard == nil && !p.Varies && !p.Limits.Giveup && m.traits&(HasFallback|NotIdempotent|AsksIdempotent) == 0
	m.subject, m.first = m.knowItself()
	m.numbered = m.number()
	m.again, m.freed = m.forRetries()
	return m
}

// knowItself returns what attempts are made of, and what is known of each first one; nil where that is nothing, or differs from call
// to call, or is not worth the while.
func (m *Method) knowItself() (attempt.Subject, *attempt.About) {
	if !m.limited {
		return attempt.SubjectOf(m.Name(), attempt.Limits{}), nil
	}
	s := attempt.SubjectOf(m.Name(), m.policy.attemptLimits())
	if m.hasKey() || m.once {
		return s, nil
	}
	return s, s.First()
}

// number returns what each of m's first attempts has in common with those of other calls, for contexts without limits; nil where m's
// attempts have limits, or no context, and where one call is all.
func (m *Method) number() *attempt.Numbered {
	if m.limited || m.once || m.traits&WithoutContext != 0 {
		return nil
	}
	return m.subject.Number()
}

// nth returns what m's attempts of that number have in common.
func (m *Method) nth(number int) *attempt.Nth {
	if m.numbered.Has(number) {
		return m.numbered.Nth(number)
	}
	return m.subject.Nth(number)
}

// forRetries returns what takes m's place after the first attempt; nil where m itself can stay.
func (m *Method) forRetries() (again, freed *Method) {
	if m.special {
		return nil, nil
	}
	again = new(*m)
	again.special, again.again, again.freed = true, nil, nil
	if m.plain {
		freed = new(*again)
		freed.free = true
	}
	return again, freed
}

// hasKey reports whether each call has an idempotency key.
func (m *Method) hasKey() bool { return m.traits&HasKey != 0 }

// keeps reports whether a result outlives the call.
func (m *Method) keeps() bool { return m.traits&KeepsResult != 0 }
