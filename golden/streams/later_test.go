package streams_test

import (
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/streams"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// later opens streams that end with their contexts, the first one too late.
type later struct {
	opened []*stream
	object *streams.Object
	ended  []int // leases, by their numbers
	leases int
	late   int // the number of the one that comes too late
}

type stream struct {
	io.Reader
	ctx    context.Context
	closed bool
}

func (s *stream) Close() error { s.closed = true; return nil }

func (l *later) Open(ctx context.Context, _ string) (io.ReadCloser, error) {
	s := &stream{strings.NewReader("x"), ctx, false}
	ctx.Done() // it watches it
	if l.opened = append(l.opened, s); len(l.opened) == 1 {
		time.Sleep(time.Second)
	}
	return s, nil
}

func (l *later) Object(context.Context) (*streams.Object, error) { return l.object, nil }

func (l *later) Lease(ctx context.Context) (streams.Lease, error) {
	l.leases++
	number := l.leases
	ctx.Done()
	switch {
	case number < l.late:
		time.Sleep(time.Second / 10)
		return streams.Lease{End: func() {}}, io.ErrUnexpectedEOF
	case number == l.late:
		time.Sleep(time.Second)
	}
	return streams.Lease{End: func() { l.ended = append(l.ended, number) }}, nil
}

// A stream that has ended before its attempt returned is not the caller's, wherever its limit was set. Rule 3.3.
func TestAStreamThatHasEndedIsNotReturned(t *testing.T) {
	for name, change := range map[string]func(p *backoff.Policy){
		"attempt_timeout": func(p *backoff.Policy) { p.AttemptTimeout = time.Second / 2 },
		"deadline":        func(p *backoff.Policy) { p.Deadline = time.Second / 2 },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, p := new(later), streams.DefaultLaterPolicies()
				change(&p.Open)
				r, err := streams.NewRetryingLater(l).WithPolicies(p)
				if err != nil {
					t.Fatal(err)
				}
				got, err := r.Open(t.Context(), "")
				if !l.opened[0].closed {
					t.Error("the first stream is not closed")
				}
				if p.Open.Deadline > 0 {
					if got != nil || err == nil {
						t.Errorf("past the deadline the call returns %v, %v", got, err)
					}
					return
				}
				if err != nil || len(l.opened) != 2 || got != io.ReadCloser(l.opened[1]) || l.opened[1].ctx.Err() != nil {
					t.Errorf("the call returns %v, %v", got, err)
				}
			})
		})
	}
}

// What is closed in the place of such a stream is closed once, and not the zero value that stands for it then. Rule 3.9.
func TestALeaseThatHasEndedIsClosedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, p := &later{late: 1}, streams.DefaultLaterPolicies()
		p.Lease.AttemptTimeout = time.Second / 2
		r, err := streams.NewRetryingLater(l).WithPolicies(p)
		if err != nil {
			t.Fatal(err)
		}
		lease, err := r.Lease(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		lease.Close()
		if diff := cmp.Diff([]int{1, 2}, l.ended); diff != "" {
			t.Errorf("leases that have ended (-want +got):\n%s", diff)
		}
	})
}

// Nor does that change when its attempt began, as observers are told. Rule 4.3.
func TestHowLongAnAttemptTookThatWasTooLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, p := &later{late: 2}, streams.DefaultLaterPolicies()
		p.Lease.AttemptTimeout = time.Second / 2
		var took []time.Duration
		r, err := streams.NewRetryingLater(l, backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
			if e.Kind == backoff.EventAttemptEnded {
				took = append(took, e.Elapsed)
			}
		}))).WithPolicies(p)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Lease(t.Context()); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff([]time.Duration{time.Second / 10, time.Second, 0}, took); diff != "" {
			t.Errorf("how long attempts took (-want +got):\n%s", diff)
		}
	})
}

// A result that others may have as well is not written to. Rule 3.9.
func TestWhatMayBeOthersIsNotWrittenTo(t *testing.T) {
	body := io.NopCloser(strings.NewReader("x"))
	l, p := &later{object: &streams.Object{Body: body}}, streams.DefaultLaterPolicies()
	p.Object.AttemptTimeout = time.Hour
	r, err := streams.NewRetryingLater(l).WithPolicies(p)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if got, err := r.Object(t.Context()); err != nil || got != l.object || got.Body != body {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	wg.Wait()
}
