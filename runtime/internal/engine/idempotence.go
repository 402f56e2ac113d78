package engine

// An answer is what a question has been answered.
type answer uint8

const (
	unasked answer = iota
	answeredNo
	answeredYes
)

// isUnsafe reports whether an attempt that is one to retry may have been carried out, in a call that must not be carried out
// twice. An entry of the policy's errors is the user's word that nothing was done; when time ran out, nobody can know, unless what
// is known of a client's errors says so: a connection that took too long to make was not used.
func (c *Call) isUnsafe(j *Judgement, err error, timedOut bool) bool {
	return !c.isIdempotent() && (timedOut || !j.Listed || !j.Undone && IsTimeout(err))
}

// isIdempotent reports whether the call may be carried out twice. What the generated method says of it, it is asked once, at the
// call's first failure, or before its first hedge.
func (c *Call) isIdempotent() bool {
	switch {
	case c.m.traits&NotIdempotent != 0:
		return false
	case c.m.traits&AsksIdempotent == 0:
		return true
	case !c.hasRare() || c.state.more.rare.questions.Idempotent == nil:
		return false // nobody has said so
	}
	return c.MayRepeat(c.state.more.rare.questions.Idempotent)
}

// MayRepeat reports whether the call may be carried out twice, as ask says the first time that the call needs to know.
func (c *Call) MayRepeat(ask func() bool) bool {
	r := c.rare()
	if r.idempotent == unasked {
		r.idempotent = answeredNo
		if ask() {
			r.idempotent = answeredYes
		}
	}
	return r.idempotent == answeredYes
}
