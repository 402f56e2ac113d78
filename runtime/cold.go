package backoff

// A cold is what few calls need. It is apart since a call begins with zeroing itself, and one that succeeds at once has
// little else to do.
type cold struct {
	begun   instant // of the running attempt, for observers; zero while that is the first, which begins with the call
	attempt limited // the running attempt's context; nil without limits
	replay  *replay // what an attempt consumes; nil when it consumes nothing
}

// withCold returns a new T, and makes the call's cold part with the first one, so that both are one allocation. A callee
// may keep a T that is its context for as long as it likes: no later attempt gets it again.
func withCold[T any](c *Call) *T {
	if c.cold != nil {
		return new(T)
	}
	both := new(struct {
		first T
		cold  cold
	})
	c.cold = &both.cold
	return &both.first
}

// begun returns when the running attempt began, where that is measured.
func (c *Call) begun() instant {
	if c.cold == nil || c.cold.begun == 0 {
		return c.start
	}
	return c.cold.begun
}

// measure notes that the running attempt began at t, unless that is known from the call's own start.
func (c *Call) measure(t instant) {
	switch {
	case c.cold != nil:
		c.cold.begun = t
	case c.tries > 0:
		c.cold = &cold{begun: t}
	}
}

// attempt returns the running attempt's context; nil without limits.
func (c *Call) attempt() limited {
	if c.cold == nil {
		return nil
	}
	return c.cold.attempt
}

// replay returns what an attempt consumes; nil when it consumes nothing.
func (c *Call) replay() *replay {
	if c.cold == nil {
		return nil
	}
	return c.cold.replay
}
