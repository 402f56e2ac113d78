package model

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// An Entry is something that happened at an instant.
type Entry struct {
	At   Duration
	Text string
}

// A Trace is all that happened in a call, in several lists: what happened of one kind is in its order, and what is of two kinds
// has none.
type Trace map[string][]Entry

// Add adds to the list of that name what happened at an instant.
func (t Trace) Add(list string, at Duration, format string, args ...any) {
	t[list] = append(t[list], Entry{at, fmt.Sprintf(format, args...)})
}

// String has all lists, each in the order of its instants. What goroutines of their own do at one instant has no order.
func (t Trace) String() string {
	var b strings.Builder
	for _, list := range slices.Sorted(maps.Keys(t)) {
		b.WriteString(list + "\n")
		entries := slices.Clone(t[list])
		slices.SortStableFunc(entries, func(a, b Entry) int {
			if a.At == b.At && slices.Contains([]string{"closed", "contexts", "late", "nested late", "guard returned"}, list[strings.LastIndex(list, ":")+1:]) {
				return cmp.Compare(a.Text, b.Text)
			}
			return cmp.Compare(a.At, b.At)
		})
		for _, e := range entries {
			fmt.Fprintf(&b, "\t%v: %s\n", e.At, e.Text)
		}
	}
	return b.String()
}

// Include adds what happened in a call that was made further in, in an attempt of that label. Its instants count from its own begin.
func (t Trace) Include(label string, inner Trace) {
	for list, entries := range inner {
		t[label+":"+list] = append(t[label+":"+list], entries...)
	}
}

// The texts of what is in a trace: the engine's is written with the same.

// StoppedText is a *backoff.Error.
func StoppedText(method, reason string, attempts int, elapsed Duration, last, cause, caller fmt.Stringer) string {
	return fmt.Sprintf("%s stopped (%s, attempts %d, %v, last %v, cause %v, caller %v)", method, reason, attempts, elapsed, last, cause, caller)
}

// About is what an attempt knows of itself, or of one around it.
func About(method string, number int, since string, last fmt.Stringer, nested bool) string {
	text := fmt.Sprintf(", is %s %d since %s", method, number, since)
	if number > 1 {
		text += fmt.Sprintf(" after %v", last)
	}
	if nested {
		text += ", nested"
	}
	return text
}

// Events are those of a trace. Those of a call in another one's retry are lists of their own.
type Events struct {
	Trace
	nested string
}

// Events returns the events of a trace.
func (t Trace) Events(nested bool) Events {
	if nested {
		return Events{t, "nested "}
	}
	return Events{t, ""}
}

// AddStarted adds an event.
func (t Events) AddStarted(at Duration, try int, hedge bool) {
	t.Add(t.nested+"events", at, "%d started%s", try, ifHedge(hedge))
}

// AddEnded adds an event.
func (t Events) AddEnded(at Duration, try int, hedge bool, took Duration, err fmt.Stringer, outcome string) {
	t.Add(t.nested+"events", at, "%d ended%s after %v: %v, %s", try, ifHedge(hedge), took, err, outcome)
}

// AddPause adds an event.
func (t Events) AddPause(at Duration, try, next int, pause Duration, err fmt.Stringer) {
	t.Add(t.nested+"events", at, "pause of %v from %d to %d: %v", pause, try, next, err)
}

// AddCallEnded adds an event.
func (t Events) AddCallEnded(at Duration, tries int, err fmt.Stringer, reason string, retried, fellBack, stopped bool) {
	ifStopped := ""
	if stopped {
		ifStopped = ", stopped"
	}
	t.Add(t.nested+"events", at, "call ended after %d: %v, %s, retried %v, fell back %v%s", tries, err, reason, retried, fellBack, ifStopped)
}

// AddPanicked adds an event.
func (t Events) AddPanicked(at Duration, try int, hedge bool, took Duration) {
	t.Add(t.nested+"events", at, "%d panicked%s after %v", try, ifHedge(hedge), took)
}

// AddLate adds an event.
func (t Events) AddLate(at Duration, try int, hedge bool, took Duration, err fmt.Stringer, panicked bool) {
	t.Add(t.nested+"late", at, "%d returned%s after %v: %v, panicked %v", try, ifHedge(hedge), took, err, panicked)
}

// AddContext adds what has become of an attempt's context when the call is over.
func (t Trace) AddContext(at Duration, try int, alive bool) {
	state := "has ended"
	if alive {
		state = "is alive"
	}
	t.Add("contexts", at, "%d %s", try, state)
}

// AddFallback adds an event.
func (t Events) AddFallback(at Duration, tries int, err fmt.Stringer, reason string) {
	t.Add(t.nested+"events", at, "fallback after %d: %v, %s", tries, err, reason)
}

func ifHedge(hedge bool) string {
	if hedge {
		return " as a hedge"
	}
	return ""
}
