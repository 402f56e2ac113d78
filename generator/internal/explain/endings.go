package explain

import (
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// ends returns when and why a call ends if each attempt fails at once.
func (s *Schedule) ends() string {
	if !s.Jitters && !s.Asks || s.Soonest.Why == EndingUnsafe {
		return s.ending(&s.Soonest)
	}
	var why []string
	if s.Soonest.Why == EndingTries {
		switch s.Latest.Why {
		case EndingTries, EndingNone, EndingWaits:
			return span(s.Soonest.Ends, s.Latest.Ends) + ": " + keys.MaxTries
		}
		why = []string{keys.MaxTries}
	}
	when := ""
	if s.RetryFor > 0 && (s.retryForIsFirst() || s.Soonest.Why == EndingRetryFor || s.Latest.Why == EndingRetryFor) {
		why = append(why, keys.RetryFor)
		when = "by " + s.RetryFor.String()
	}
	if s.Deadline > 0 && !s.retryForIsFirst() {
		why = append(why, keys.Deadline)
		when = "before " + s.Deadline.String()
	}
	if when == "" {
		return "never"
	}
	return when + ": " + strings.Join(why, " or ")
}

// retryForIsFirst reports whether no attempt begins so late that the deadline has a say in it.
func (s *Schedule) retryForIsFirst() bool {
	return s.RetryFor > 0 && (s.Deadline == 0 || s.RetryFor < s.Deadline)
}

// ending returns when and why a course ends.
func (s *Schedule) ending(c *Course) string {
	if c == nil {
		return ""
	}
	last := add(s.RetryFor, c.Attempts[0].Ends) // when an attempt ends that begins at retry_for
	switch {
	case c.Why == EndingTries:
		return c.Ends.String() + ": " + keys.MaxTries
	case c.Why == EndingRetryFor:
		return c.Ends.String() + ": " + keys.RetryFor
	case c.Why == EndingUnsafe:
		return c.Ends.String() + ": " + keys.Idempotent + "=no"
	case c.Why == EndingDeadline:
		return c.Ends.String() + ": " + keys.Deadline
	case c.Why == EndingNoRoom:
		return c.Ends.String() + ": no time for a pause"
	case c.Why == EndingNone && s.RetryFor > 0 && (s.Deadline == 0 || last < s.Deadline):
		return "by " + last.String() + ": " + keys.RetryFor
	case s.Deadline > 0:
		return "by " + s.Deadline.String() + ": " + keys.Deadline
	}
	return "never"
}
