package temporalbackoff

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A wireError is an error on its way to the caller: the detail of an ApplicationError.
type wireError struct {
	Text   string      `json:"text"`
	Known  []wireKnown `json:"known,omitempty"`
	Itself bool        `json:"itself,omitempty"` // it is the first of Known, and nothing around it
	Stop   *wireStop   `json:"stop,omitempty"`   // it is a *backoff.Error
}

// A wireKnown is a known error in the tree of another.
type wireKnown struct {
	Name   string          `json:"name"`
	Fields json.RawMessage `json:"fields,omitempty"`
}

// A wireStop is a *backoff.Error.
type wireStop struct {
	Reason   backoff.Reason `json:"reason"`
	Attempts int            `json:"attempts"`
	Elapsed  time.Duration  `json:"elapsed"`
	Last     *wireError     `json:"last,omitempty"`
	Cause    *wireError     `json:"cause,omitempty"`
}

// A codec encodes and decodes the errors of one interface.
type codec struct {
	known []KnownError // those of the interface, and everywhere
}

// encode returns err as it travels; nil for nil.
func (c *codec) encode(err error) *wireError {
	if err == nil {
		return nil
	}
	w := &wireError{Text: err.Error()}
	if stop, ok := err.(*backoff.Error); ok {
		w.Stop = &wireStop{Reason: stop.Reason, Attempts: stop.Attempts, Elapsed: stop.Elapsed, Last: c.encode(stop.Last), Cause: c.encode(stop.Cause)}
		return w
	}
	for _, k := range c.known {
		fields, itself, ok := k.find(err)
		if !ok {
			continue
		}
		found := wireKnown{Name: k.name, Fields: fields}
		if itself && !w.Itself {
			w.Itself = true
			w.Known = append([]wireKnown{found}, w.Known...)
			continue
		}
		w.Known = append(w.Known, found)
	}
	return w
}

// decode returns the error that w was: one that is itself known is that value, or one with the same fields. Others have the same text, and
// are found by errors.Is and errors.As as they were. Cause, if it is not nil, is what else is to be found there.
func (c *codec) decode(method string, w *wireError, cause error) error {
	if w == nil {
		return cause
	}
	if s := w.Stop; s != nil {
		return &backoff.Error{Method: method, Reason: s.Reason, Attempts: s.Attempts, Elapsed: s.Elapsed, Last: c.decode(method, s.Last, nil), Cause: c.decode(method, s.Cause, nil)}
	}
	var found []error
	for i, k := range w.Known {
		err := c.named(k)
		if err == nil {
			continue
		}
		if i == 0 && w.Itself {
			return err
		}
		found = append(found, err)
	}
	if cause != nil {
		found = append(found, cause)
	}
	e := &Error{text: w.Text, parts: found}
	if errors.Is(e, context.DeadlineExceeded) || errors.Is(e, os.ErrDeadlineExceeded) {
		return &timeoutError{e}
	}
	return e
}

// named returns the error of that name and with these fields; nil if this side does not know it, or not so.
func (c *codec) named(k wireKnown) error {
	for _, known := range c.known {
		if known.name != k.Name {
			continue
		}
		if err, failed := known.decode(k.Fields); failed == nil {
			return err
		}
	}
	return nil
}

// An Error is an error of the inner method as its caller gets it, if it is not a known one itself: it has that one's text, and
// unwraps to those that are known, see [KnownError], and to what Temporal's client returned. It is immutable.
type Error struct {
	text  string
	parts []error
}

// Error returns the text that the error had in the worker.
func (e *Error) Error() string { return e.text }

// Unwrap returns the known errors that were in the error's tree, and what Temporal's client returned.
func (e *Error) Unwrap() []error { return e.parts }

// A timeoutError is an Error that tells of a deadline.
type timeoutError struct{ of *Error }

func (e *timeoutError) Error() string   { return e.of.text }
func (e *timeoutError) Unwrap() error   { return e.of }
func (e *timeoutError) Timeout() bool   { return true }
func (e *timeoutError) Temporary() bool { return true }

// typeName names what an error is, for the Type of an ApplicationError, with its package: the name of a known error, or else that of its
// Go type.
func (w *wireError) typeName(err error) string {
	if w.Itself {
		return w.Known[0].Name
	}
	t, star := reflect.TypeOf(err), ""
	for t.Kind() == reflect.Pointer && t.Name() == "" {
		t, star = t.Elem(), star+"*"
	}
	if t.PkgPath() == "" {
		return t.String()
	}
	name := t.Name()
	if name == "" {
		name = strings.TrimLeft(t.String(), "*")
	}
	return t.PkgPath() + "." + star + name
}
