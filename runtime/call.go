package backoff

import "context"

// A Call is one call of a decorator's method: its attempts, one after the other. It is a value on the stack of that
// method, for one goroutine. Generated code alone uses it, in this form:
//
//	call := r.fetch.Call()
//	defer call.End() // where attempts have limits
//	for {
//		user, err := r.inner.Fetch(call.Attempt(ctx), id)
//		if call.Done(ctx, err) {
//			return user, call.Err()
//		}
//	}
type Call struct {
	m     *Method
	err   error   // what the caller gets once the call is over; before, the last real error
	tries int     // attempts ended
	start instant // of the call, or of its first failure when nothing is measured before
	cold  *cold   // nil until it is needed
}

// Call begins a call.
func (m *Method) Call() Call { return Call{m: m} }

// Attempt begins an attempt, and returns the context to run it under: ctx itself where the policy sets no limits.
func (c *Call) Attempt(ctx context.Context) context.Context {
	if !c.m.special {
		return ctx
	}
	return c.begin(ctx)
}

func (c *Call) begin(ctx context.Context) context.Context {
	m := c.m
	c.endAttempt()
	t := c.began()
	if m.watched {
		ctx = c.beganWatched(ctx, t)
	}
	if !m.bounded || !m.policy.limits() {
		return ctx
	}
	var attempt limited
	if m.keeps {
		attempt = withCold[resultContext](c).init(orBackground(ctx), m.policy, c.start, t)
	} else {
		attempt = withCold[attemptContext](c).init(orBackground(ctx), m.policy, c.start, t)
	}
	c.cold.attempt = attempt
	return attempt
}

// began measures when an attempt begins.
func (c *Call) began() instant {
	t := now()
	if c.tries == 0 {
		c.start = t
	}
	return t
}

// beganWatched tells those who are to know that an attempt began at t. It returns the attempt's context without limits.
func (c *Call) beganWatched(ctx context.Context, t instant) context.Context {
	m := c.m
	if c.tries == 0 && m.budget != nil {
		m.budget.Began()
	}
	if m.contextual {
		ctx = c.observed(ctx)
	}
	if m.observers != nil {
		c.measure(t)
		c.tell(ctx, Event{Kind: AttemptStarted, Try: c.tries + 1, Elapsed: t.since(c.start)})
	}
	return ctx
}

// succeeded lets go of the attempt's context: it ends, or lives on with the result.
func (c *Call) succeeded() {
	if kept, ok := c.attempt().(*resultContext); ok {
		kept.keep()
		return
	}
	c.endAttempt()
}

// letGo is succeeded for an attempt whose results were rejected: they are the caller's, unless there is another attempt.
// Results that live on are closed when it begins, and a body is drained for that: their context ends no earlier.
func (c *Call) letGo(again bool) {
	kept, keeps := c.attempt().(*resultContext)
	switch {
	case !again:
		c.succeeded()
	case keeps:
		kept.lift()
	default:
		c.endAttempt()
	}
}

// endAttempt ends the attempt's context, if there still is one: an attempt whose results were rejected keeps it until they
// are closed.
func (c *Call) endAttempt() {
	if c.cold != nil && c.cold.attempt != nil {
		c.cold.attempt.end()
		c.cold.attempt = nil
	}
}

// End releases what the running attempt holds, if one is running: it is there for a panic of the inner method.
func (c *Call) End() {
	c.endAttempt()
	if c.m.contextual && c.aborting() {
		c.forget().abort()
	}
}

// Err returns what the caller of the method gets, after Done has reported true.
func (c *Call) Err() error { return c.err }

// Done ends the attempt, which returned err, and reports whether the call is over. When it is not, the pause has passed
// and the next attempt is to begin.
func (c *Call) Done(ctx context.Context, err error) bool {
	if err == nil && !c.m.special {
		c.err = nil
		return true
	}
	return c.ended(ctx, err)
}

// DoneUnless is Done for an attempt whose results are judged too: rejected, which is false unless err is nil, says that they
// are to be retried. When the call is over with them all the same, the caller gets them as they are.
func (c *Call) DoneUnless(ctx context.Context, err error, rejected bool) bool {
	if rejected {
		return c.ended(ctx, errRejected)
	}
	return c.Done(ctx, err)
}

// Failed reports whether the call is over with an error that is not the caller's own doing, so that a fallback may make
// up for it.
func (c *Call) Failed(ctx context.Context) bool {
	return c.err != nil && orBackground(ctx).Err() == nil
}

func (c *Call) ended(ctx context.Context, err error) bool {
	ctx = orBackground(ctx)
	c.tries++
	if err == nil {
		c.succeeded()
		c.err = nil
		if c.m.watched {
			c.succeededWatched(ctx)
		}
		return true
	}
	pause, again := c.failed(ctx, err)
	if err == errRejected {
		c.letGo(again)
	}
	switch {
	case !again:
		return true
	case pause > 0:
		sleep(ctx, pause) // from here, and not from where it is decided: what a caller parks in is its stack
	case c.m.plain && c.cold == nil:
		return false // no time has passed since the caller's context was looked at
	}
	late := c.late(ctx, err)
	if late && c.err == nil {
		c.succeeded() // what was rejected is the caller's after all
	}
	return late
}

// succeededWatched tells those who are to know of a success.
func (c *Call) succeededWatched(ctx context.Context) {
	if c.m.budget != nil {
		c.m.budget.Succeeded()
	}
	if c.m.observers != nil {
		c.watched(ctx, Succeeded, nil)
	}
	c.over(ctx, nil, "")
}

// watched tells the observers of an attempt's end.
func (c *Call) watched(ctx context.Context, outcome Outcome, err error) {
	try := c.tries
	if race := c.race(); race != nil {
		try = race.ending // later ones may run already
	}
	c.tell(ctx, Event{Kind: AttemptEnded, Try: try, Elapsed: now().since(c.begun()), Err: err, Outcome: outcome})
}

func (c *Call) tell(ctx context.Context, e Event) {
	c.m.tell(c.seen(ctx, e.Kind), e)
}

func (m *Method) tell(ctx context.Context, e Event) {
	e.Method = m.name
	for _, o := range m.observers {
		o.Observe(ctx, e)
	}
}

func orBackground(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}
