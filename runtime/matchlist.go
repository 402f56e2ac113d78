package backoff

import (
	"context"
	"errors"
	"fmt"

	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// A match says how a list of matchers matches an error: not at all, or in one or more of these ways.
type match uint8

const (
	unmatched        match = 0
	matchedByAny     match = 1 << iota // by Any, which says nothing about this error
	matchedByClass                     // by what is known of a client's errors
	matchedByUnknown                   // by what is known of a client's errors, of those that leave open what was done
	matchedByEntry                     // by another one that knows it
)

// retries reports whether a list that matches err so has it retried. What says nothing about this very error, or is about a
// client's, does not mean that somebody else has cancelled what the callee does, nor that the budget of a call further
// inside, which has stopped, refused a retry.
func (how match) retries(err error, stopped *Error, callerDone bool) bool {
	switch {
	case how == unmatched:
		return false
	case how&matchedByEntry != 0:
		return true
	}
	return (callerDone || !errors.Is(err, context.Canceled)) && (stopped == nil || stopped.Reason != ReasonBudget)
}

// isListed reports whether an entry has matched that is somebody's word that nothing was done: Any says nothing about an error.
func (how match) isListed() bool { return how&(matchedByClass|matchedByEntry) != 0 }

// isUndone reports whether an entry has matched that knows that nothing was done.
func (how match) isUndone() bool { return how&matchedByClass != 0 }

// matchErrors asks a policy's errors about err. Where it names none, every timeout matches, as Any would: that says nothing about this
// very one.
func matchErrors(list []Matcher, err error) match {
	if len(list) == 0 && engine.IsTimeout(err) {
		return matchedByAny
	}
	return matchList(list, err)
}

// matchList asks a list about err. Entries that leave errors out are the last in it.
func matchList(list []Matcher, err error) match {
	how := unmatched
	for i := range list {
		m := &list[i]
		switch {
		case m.except:
			if how == unmatched || m.matches(err) {
				return unmatched
			}
		case m.every:
			how |= matchedByAny
		case m.class != unmatched:
			if by := m.class; how&by == 0 && m.matches(err) {
				how |= by
			}
		case how&matchedByEntry == 0 && m.matches(err):
			how |= matchedByEntry
		}
	}
	return how
}

// hasItself reports whether err is the very value that an entry of a list without exceptions was made of.
func hasItself(list []Matcher, err error) bool {
	if last := len(list) - 1; last >= 0 && list[last].except {
		return false
	}
	for i := range list {
		if list[i].isItself(err) {
			return true
		}
	}
	return false
}

// sentinel returns the value that the first entry of a list without exceptions was made of, where that is a pointer; else nil.
func sentinel(list []Matcher) error {
	if len(list) == 0 || list[len(list)-1].except || !list[0].pointer {
		return nil
	}
	return list[0].target
}

// isFineList reports whether a list of matchers is valid.
func isFineList(list []Matcher) bool {
	for i := range list {
		if list[i].match == nil || list[i].except && i == 0 || !list[i].except && i > 0 && list[i-1].except {
			return false
		}
	}
	return true
}

// listFaults returns what is wrong with the list that a policy has in a field.
func listFaults(field string, list []Matcher) []error {
	var errs []error
	matching := 0 // the number of entries before the last that does not leave something out
	for i, m := range list {
		if !m.except {
			matching = i
		}
	}
	for i, m := range list {
		switch {
		case m.match == nil:
			errs = append(errs, fmt.Errorf("entry %d of %s can match no error: %v", i, field, m))
		case m.except && i < matching:
			errs = append(errs, fmt.Errorf("entry %d of %s, %v, has to come after all that do not leave errors out", i, field, m))
		}
	}
	if len(list) > 0 && list[0].except && matching == 0 {
		errs = append(errs, errors.New(field+" leaves errors out and matches none: put Any before them for every other error"))
	}
	return errs
}
