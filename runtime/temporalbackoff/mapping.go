package temporalbackoff

import (
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/temporal"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// LongPause is the length of a pause from which on Temporal's server waits, and no worker. It is what the server rounds shorter
// ones up to.
const LongPause = time.Second

const (
	// forever is longer than any server keeps an activity. Temporal has no duration that is none where a default is another.
	forever = 10 * 365 * 24 * time.Hour

	minHeartbeat = 5 * time.Second
	maxHeartbeat = 10 * time.Second
)

// A Mapping is a policy as Temporal knows it. It has no list of errors that are not retried: Temporal's goes by unqualified type names of the
// outermost error, so whether an error is retried is said by the activity, error for error.
type Mapping struct {
	// StartToClose is the longest time that one activity task may run: the policy's AttemptTimeout where each attempt is a task of
	// its own, and otherwise what the attempts take that run in one. Zero is without limit, under ScheduleToClose.
	StartToClose time.Duration
	// ScheduleToClose is the policy's Deadline. Zero is without limit.
	ScheduleToClose time.Duration
	// Heartbeat is how long a worker may be silent. Zero is for activities that run for a second at most, and have no heartbeats.
	Heartbeat time.Duration
	// Retry is how the server has tasks repeated that were lost, and that asked for it without saying when.
	Retry temporal.RetryPolicy
	// Apart says that each attempt is a task of its own: no pause is shorter than [LongPause], and nothing hedges.
	Apart bool
}

// Map returns a policy as Temporal knows it. It is an error if the policy has neither AttemptTimeout nor Deadline, since Temporal wants to
// know when a task is lost; or if attempts with short pauses, which run in one task, have neither MaxTries nor Deadline.
func Map(p backoff.Policy) (Mapping, error) {
	if err := p.Validate(); err != nil {
		return Mapping{}, err
	}
	if p.AttemptTimeout == 0 && p.Deadline == 0 {
		return Mapping{}, errors.New("temporalbackoff: the policy has neither AttemptTimeout nor Deadline, and Temporal needs one of them to know when a task is lost")
	}
	m := Mapping{ScheduleToClose: p.Deadline, Apart: isApart(p)}
	tries := mostTries(p)
	m.Retry = temporal.RetryPolicy{
		InitialInterval:    max(firstPause(p), LongPause),
		BackoffCoefficient: max(p.Multiplier, 1),
		MaximumInterval:    p.MaxPause,
		MaximumAttempts:    int32(min(tries, 1<<31-1)),
	}
	if p.MaxPause == 0 {
		m.Retry.MaximumInterval = forever
	}
	m.Retry.MaximumInterval = max(m.Retry.MaximumInterval, m.Retry.InitialInterval)
	switch {
	case p.AttemptTimeout == 0: // then there is a deadline
	case m.Apart:
		m.StartToClose = p.AttemptTimeout
	case tries > 0:
		m.StartToClose = spent(tries, p)
	case p.Deadline == 0:
		return Mapping{}, fmt.Errorf("temporalbackoff: the policy has neither MaxTries nor Deadline, and pauses under %v, so that nothing ends a task", LongPause)
	}
	if p.Deadline > 0 {
		m.StartToClose = min(m.StartToClose, p.Deadline)
	}
	runs := m.StartToClose
	if runs == 0 {
		runs = m.ScheduleToClose
	}
	if runs > LongPause {
		m.Heartbeat = min(runs, max(minHeartbeat, min(runs/3, maxHeartbeat)))
	}
	return m, nil
}

// spent returns how long so many attempts and the short pauses between them take.
func spent(tries int, p backoff.Policy) time.Duration {
	if p.AttemptTimeout > forever/time.Duration(tries)-LongPause {
		return forever
	}
	return time.Duration(tries)*p.AttemptTimeout + time.Duration(tries)*LongPause
}

// isApart reports whether each attempt is a task of its own.
func isApart(p backoff.Policy) bool {
	if p.Hedge > 0 || firstPause(p) < LongPause {
		return false
	}
	for _, c := range p.Cases {
		if firstPause(c.Under(p)) < LongPause {
			return false
		}
	}
	return true
}

// firstPause returns the first pause under p, but for jitter; no other is shorter.
func firstPause(p backoff.Policy) time.Duration {
	if p.MaxPause > 0 {
		return min(p.Pause, p.MaxPause)
	}
	return p.Pause
}

// mostTries returns the largest number of attempts that a call can have; 0 is without limit.
func mostTries(p backoff.Policy) int {
	most := p.MaxTries
	for _, c := range p.Cases {
		if c.MaxTries < 0 {
			return 0
		}
		if most > 0 {
			most += c.MaxTries
		}
	}
	return most
}
