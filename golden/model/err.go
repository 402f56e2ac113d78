package model

import (
	"fmt"
	"slices"
	"strings"
)

// An Err is an error: which one it is, and what it tells of.
type Err struct {
	Name      string   // unlike that of any other
	Leaves    []string // the kinds of the errors at the ends of its tree
	Permanent bool     // it is marked, or wraps a mark
	Ends      Duration // the call that was stopped would have ended then, had it waited; 0 where that is not later
	Unmarked  *Err     // what is inside, where it is the mark itself
	Budget    bool     // it is of a call further in that its budget stopped
	Hint      Duration // the pause that it asks for
}

func (e *Err) String() string {
	if e == nil {
		return "nil"
	}
	return e.Name
}

// The kinds of errors that are not a callee's own, by the names of the variables.
const (
	deadlineExceeded = "DeadlineExceeded"
	canceled         = "Canceled"
	attemptTimeout   = "ErrAttemptTimeout"
	policyDeadline   = "ErrDeadline"
	callersCause     = "the caller's cause"
	hedgeLost        = "ErrHedgeLost"
)

func leaf(kind string) *Err { return &Err{Name: kind, Leaves: []string{kind}} }

// Kinds are the kinds of a callee's errors.
var Kinds = []string{"busy", "fatal", "timeout", "os timeout", "canceled", "permanent busy", "wrapped permanent busy", "budget", "both"}

// own returns the callee's error of a kind, of the attempt of that name.
func own(kind, label string, hint Duration) *Err {
	e := &Err{Name: kind + " " + label, Leaves: []string{kind}, Hint: hint}
	switch kind {
	case "timeout":
		e.Leaves = []string{deadlineExceeded}
	case "canceled":
		e.Leaves = []string{canceled}
	case "both":
		e.Leaves = []string{deadlineExceeded, "busy"}
	case "budget":
		e.Leaves, e.Budget = []string{"busy", "ErrBudget"}, true
	case "permanent busy":
		e.Leaves, e.Permanent = []string{"busy"}, true
		e.Unmarked = &Err{Name: "busy " + label, Leaves: []string{"busy"}, Hint: hint}
	case "wrapped permanent busy":
		e.Leaves, e.Permanent = []string{"busy"}, true
	}
	return e
}

// wrapped returns e in an error of the callee's that says more about it.
func (e *Err) wrapped(label string) *Err {
	w := *e
	w.Name, w.Unmarked = fmt.Sprintf("wrapped %s (%v)", label, e), nil
	return &w
}

// joined returns e together with another error of the callee's.
func (e *Err) joined(label string) *Err {
	w := *e
	w.Name, w.Unmarked, w.Hint = fmt.Sprintf("joined %s (%v, busy)", label, e), nil, 0
	w.Leaves = append([]string{"busy"}, e.Leaves...)
	return &w
}

// marked returns e with the mark of an error that is not retried.
func (e *Err) marked(label string) *Err {
	m := e.wrapped(label)
	m.Name, m.Permanent, m.Unmarked = fmt.Sprintf("marked %s (%v)", label, e), true, e
	return m
}

// at returns e as it is told to the caller of a call that began then.
func (e *Err) at(began Duration) *Err {
	if e == nil || e.Ends == 0 {
		return e
	}
	later := *e
	later.Ends = add(e.Ends, began)
	return &later
}

// timedOut returns e as the error of an attempt that timed out, and counts as running until it ends; 0 where that is not later.
func (e *Err) timedOut(ends Duration) *Err {
	if ends == 0 && slices.Contains(e.Leaves, attemptTimeout) {
		return e
	}
	t := *e
	t.Ends, t.Unmarked = ends, nil
	t.Name = "timed out (" + e.Name + ")"
	t.Leaves = append([]string{attemptTimeout}, e.Leaves...)
	return &t
}

func isTimeoutKind(kind string) bool {
	return kind == deadlineExceeded || kind == attemptTimeout || kind == policyDeadline
}

// isTimeout reports whether e matches context.DeadlineExceeded or os.ErrDeadlineExceeded.
func (e *Err) isTimeout() bool { return e.is("timeout") || e.is("os timeout") }

// is reports whether e matches what a list names.
func (e *Err) is(name string) bool {
	return slices.ContainsFunc(e.Leaves, func(kind string) bool {
		return kind == name || name == "timeout" && isTimeoutKind(kind) || name == "canceled" && kind == canceled
	})
}

// tellsOnly reports whether e tells of nothing else than what is of the ends of contexts: of a deadline, or where it is
// canceled, of the cancellation or of its cause.
func (e *Err) tellsOnly(cancelled bool, cause string) bool {
	for _, kind := range e.Leaves {
		switch {
		case cause != "" && kind == cause:
		case cancelled && kind == canceled:
		case !cancelled && (isTimeoutKind(kind) || kind == "os timeout"):
		default:
			return false
		}
	}
	return true
}

// A matched says which entries of a list match an error.
type matched struct{ any, class, entry bool }

// match asks a list about e.
func match(list []string, e *Err) (m matched) {
	for _, name := range list {
		if left, ok := strings.CutPrefix(name, "!"); ok {
			if e.is(left) {
				return matched{}
			}
			continue
		}
		if class, ok := strings.CutPrefix(name, "class "); ok {
			m.class = m.class || e.is(class)
			continue
		}
		m.any = m.any || name == "error"
		m.entry = m.entry || e.is(name)
	}
	return m
}

// retried reports whether what is matched so is retried.
func (m matched) retried(e *Err, callerDone bool) bool {
	if m.entry {
		return true
	}
	return (m.any || m.class) && !(e.is("canceled") && !callerDone) && !e.Budget
}
