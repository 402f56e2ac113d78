package model

import "fmt"

// A context is the one that a call is made under, or an attempt.
type context struct {
	deadline Duration // what Deadline returns
	ends     Duration
	err      *Err
	cause    *Err
	own      bool // it ends by the policy of the attempt
	values
}

// values are what is known under a context.
type values struct {
	most  int        // attempts that a call may make; 0 is without limit
	key   string     // the idempotency key; empty where there is none
	given bool       // which a caller has set, and no call has taken
	about *knowledge // of the nearest attempt around
}

// A knowledge is what an attempt knows of itself: rule 3.15.
type knowledge struct {
	method string
	number int
	last   *Err
	since  Duration // when the call began; never where that was not measured
	nested bool     // an attempt further out is a retry
}

func (k *knowledge) String() string {
	if k == nil {
		return ""
	}
	return About(k.method, k.number, instant(k.since), k.last, k.nested)
}

// isRetry reports whether an attempt is a retry, or one further out.
func (k *knowledge) isRetry() bool { return k != nil && (k.number > 1 || k.nested) }

// background is context.Background.
var background = context{deadline: never, ends: never}

// at returns a context as it is seen in a call that begins then.
func (x context) at(begin Duration) context {
	x.deadline, x.ends = since(x.deadline, begin), since(x.ends, begin)
	if x.about != nil {
		about := *x.about
		about.since = since(about.since, begin)
		x.about = &about
	}
	return x
}

func since(at, begin Duration) Duration {
	if at == never {
		return never
	}
	return at - begin
}

// callers returns the context that a call is made under, of the one around.
func (c *Call) callers(around context) context {
	x := around
	x.own = false
	switch c.Caller.Base {
	case Fresh:
		x = background
	case Detached:
		x.deadline, x.ends, x.err, x.cause = never, never, nil, nil
	}
	if c.Most > 0 && (x.most == 0 || c.Most < x.most) {
		x.most = c.Most
	}
	if c.Key != "" {
		x.key, x.given = c.Key, true
	}
	if d := c.Caller.Deadline; d > 0 {
		x.deadline = min(x.deadline, d)
		if d < x.ends {
			x.ends, x.err, x.cause = d, leaf(deadlineExceeded), leaf(deadlineExceeded)
		}
	}
	if at := max(c.Caller.Cancels, 0); c.Caller.Cancels != 0 && at < x.ends {
		x.ends, x.err, x.cause = at, leaf(canceled), leaf(canceled)
		if c.Caller.Cause {
			x.cause = leaf(callersCause)
		}
	}
	return x
}

// context returns the context of the attempt of that number, which begins now: rule 3.2.
func (r *run) context(number int) context {
	if r.form.NoContext {
		return background
	}
	x := r.caller
	limit := func(at Duration, cause string) {
		if !r.form.Keeps {
			x.deadline = min(x.deadline, at)
		}
		if at < x.ends {
			x.ends, x.err, x.cause, x.own = at, leaf(deadlineExceeded), leaf(cause), true
		}
	}
	if r.p.Deadline > 0 {
		limit(r.p.Deadline, policyDeadline)
	}
	if r.p.AttemptTimeout > 0 {
		limit(r.now+r.p.AttemptTimeout, attemptTimeout)
	}
	if r.form.Keyed { // 3.13
		x.key, x.given = r.key, false
	}
	if number > 1 || r.limited() || r.form.Keyed { // else it is the caller's own
		x.about = &knowledge{r.method(), number, r.last, r.measured, r.nested}
	}
	return x
}

// limited reports whether attempts have contexts of their own from the first.
func (r *run) limited() bool { return r.p.AttemptTimeout > 0 || r.p.Deadline > 0 || r.p.Hedge > 0 }

// method is the name of the method in errors and contexts.
func (r *run) method() string {
	if r.form.Do {
		return ""
	}
	return "Callee." + r.call.Method
}

// keyOf is the key of a call that has one: rule 3.13.
func (r *run) keyOf() string {
	if r.caller.given {
		return r.caller.key
	}
	return fmt.Sprintf("of call %s", r.label(0))
}

// seen finds out which of two ends counts, now that somebody looks at the context: its own, or that of its caller where that has
// cancelled until now, or ended at a limit that it does not tell of: rule 3.2.
func (x *context) seen(r *run, at Duration) {
	if c := &r.caller; x.own && x.ends <= at && c.ends <= at && (c.err.Name == canceled || c.deadline > at) {
		x.ends, x.err, x.cause, x.own = c.ends, c.err, c.cause, false
	}
}

func instant(at Duration) string {
	if at == never {
		return "none"
	}
	return at.String()
}
