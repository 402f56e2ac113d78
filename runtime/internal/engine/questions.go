package engine

import (
	"context"
	"time"
)

// Questions are what a generated method answers about one of its calls, beside its policy, since the answers depend on the
// call's arguments or on what its attempts returned. Each is nil where there is nothing to ask. They are asked one after the
// other, in the goroutine of the call.
type Questions struct {
	Giveup    func(Failure) bool                  // whether a failure that would be retried ends the call; the policy's own giveup is asked before
	PauseFrom func(Failure) (time.Duration, bool) // the pause that a server asked for; the longer of this and the policy's own counts

	// Idempotent reports whether the call may be carried out twice, for a method with the trait AsksIdempotent. It is asked once.
	Idempotent func() bool

	// BeforeRetry is called after the pause with the error of the attempt that has failed, ErrRejected where its results were
	// rejected; an error ends the call. It is called in the goroutine of the attempt that follows, where attempts have their own.
	BeforeRetry func(ctx context.Context, failed error) error

	MapError func(error) error // what takes the place of the error that the call ends with; nil where that stays what it is
}

// A Failure is what Questions are about: a backoff.Failure.
type Failure struct {
	Err     error         // of the attempt, wrapped when it timed out; nil where its results were rejected
	Try     int           // the number of the attempt, from 1
	Elapsed time.Duration // since the call began; since its first failure where nothing was measured before
	Pause   time.Duration // before the attempt
}

// An asks is what is known of a call's questions.
type asks struct {
	questions Questions
	paused    time.Duration // the pause before the attempt that has ended, or before the one that runs
	failed    error         // what the last attempt to fail has failed with, for BeforeRetry
}

// Ask sets the questions to ask about the attempt that has just failed, and about those after it until it is called again.
// It is called before Reject and Retry, and only when an attempt has failed or its results are rejected, so that a call which
// succeeds at once pays nothing for what its questions capture. Where attempts have goroutines of their own, the question Idempotent
// is set before the first of them, since hedges ask it, and stays.
func (c *Call) Ask(q Questions) {
	r := c.rare()
	if q.Idempotent == nil {
		q.Idempotent = r.questions.Idempotent
	}
	r.questions = q
}

// questions returns what is to be asked about the call's failures; nil when that is nothing.
func (c *Call) questions() *Questions {
	if c.hasRare() {
		return &c.state.more.rare.questions
	}
	return nil
}

// asGiven returns f as questions are asked about it.
func (c *Call) asGiven(f *failure) Failure {
	return Failure{Err: f.err, Try: c.ending(), Elapsed: f.at.Since(c.start), Pause: c.state.more.rare.paused}
}

// askGiveup asks whether to give up after f. Once it has been said, it holds.
func (c *Call) askGiveup(f *failure) bool {
	if h := c.hedger(); h != nil && h.gaveUp {
		return true
	}
	if c.m.policy.Limits.Giveup && f.err != nil && c.m.policy.Rules.Giveup(f.err) { // rejected results are not the policy's to judge
		return true
	}
	q := c.questions()
	return q != nil && q.Giveup != nil && q.Giveup(c.asGiven(f))
}

// askPause returns the pause after f that a server asked for, the longer of what the policy says of it and the method. It is
// negative where one of them says that there is to be no other attempt.
func (c *Call) askPause(f *failure, policys time.Duration) time.Duration {
	q := c.questions()
	if q == nil || q.PauseFrom == nil {
		return policys
	}
	d, ok := q.PauseFrom(c.asGiven(f))
	switch {
	case !ok:
		return policys
	case d < 0 || policys < 0:
		return min(d, policys)
	}
	return max(d, policys)
}

// notePause notes the pause before the next attempt, for those who are asked about that.
func (c *Call) notePause(pause time.Duration) {
	if !c.hasRare() {
		return
	}
	if h := c.hedger(); h != nil {
		h.pause = pause
		return
	}
	c.state.more.rare.paused = pause
}
