package abandon_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/backoffgen/backoffgen/golden/abandon"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A witness notes what it observes. It is told in several goroutines.
type witness struct {
	mu     sync.Mutex
	events []backoff.Event
}

func (w *witness) Observe(_ context.Context, e backoff.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.events = append(w.events, e)
}

// late returns what came after the end of the call.
func (w *witness) late() []backoff.Event {
	w.mu.Lock()
	defer w.mu.Unlock()
	var late []backoff.Event
	for _, e := range w.events {
		if e.Kind == backoff.EventLateReturned {
			late = append(late, e)
		}
	}
	return late
}

// crash is a step that panics; its name is in the stack.
func crash(d time.Duration, value any) step {
	return func(context.Context, io.Reader) error { time.Sleep(d); panic(value) }
}

func TestObserversSeeWhatWasLeftBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &witness{}
		failed := errors.New("failed late")
		c := &callee{steps: []step{after(time.Second, failed), after(50*ms, nil)}, began: time.Now()}
		if _, err := abandon.NewRetryingLegacy(c, backoff.WithObserver(w)).Read(7); err != nil {
			t.Error(err)
		}
		drain()
		want := []backoff.Event{
			{Kind: backoff.EventAttemptStarted, Try: 1},
			{Kind: backoff.EventAttemptEnded, Try: 1, Elapsed: 100 * ms, Err: backoff.ErrAttemptTimeout, Outcome: backoff.OutcomeRetryable},
			{Kind: backoff.EventPauseStarted, Try: 1, Elapsed: 100 * ms, Err: backoff.ErrAttemptTimeout, Next: 2},
			{Kind: backoff.EventAttemptStarted, Try: 2, Elapsed: 100 * ms},
			{Kind: backoff.EventAttemptEnded, Try: 2, Elapsed: 50 * ms, Outcome: backoff.OutcomeSucceeded},
			{Kind: backoff.EventCallEnded, Try: 2, Elapsed: 150 * ms, Reason: backoff.ReasonSucceeded, Retried: true},
			{Kind: backoff.EventLateReturned, Try: 1, Elapsed: time.Second, Err: failed},
		}
		if diff := cmp.Diff(want, w.events, cmpopts.EquateErrors(), cmpopts.IgnoreFields(backoff.Event{}, "Method")); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	})
}

func TestALatePanicReachesTheObservers(t *testing.T) {
	value := errors.New("late")
	w := &witness{}
	synctest.Test(t, func(t *testing.T) {
		c := &callee{steps: []step{crash(time.Second, value), after(50*ms, nil)}, began: time.Now()}
		if n, err := abandon.NewRetryingLegacy(c, backoff.WithObserver(w)).Read(7); n != 207 || err != nil {
			t.Errorf("got %d, %v", n, err)
		}
		drain()
	})
	late := w.late()
	if len(late) != 1 || late[0].Panic != any(value) || late[0].Try != 1 || late[0].Method != "Legacy.Read" || !strings.Contains(late[0].Stack, "crash") {
		t.Errorf("observed %v, want the panic and its stack", late)
	}
}

// The decorator's own logger is an observer, and writes a late panic as an error.
// Rule 4.4.
func TestALatePanicIsLogged(t *testing.T) {
	for _, own := range []bool{true, false} {
		var text bytes.Buffer
		logger := slog.New(slog.NewTextHandler(&text, &slog.HandlerOptions{Level: slog.LevelError}))
		var opts []backoff.Option
		if own {
			opts = append(opts, backoff.WithLogger(logger))
		} else {
			before := slog.Default()
			defer slog.SetDefault(before)
			slog.SetDefault(logger)
		}
		synctest.Test(t, func(t *testing.T) {
			c := &callee{steps: []step{crash(time.Second, "too late"), after(50*ms, nil)}, began: time.Now()}
			if _, err := abandon.NewRetryingLegacy(c, opts...).Read(7); err != nil {
				t.Error(err)
			}
			drain()
		})
		for _, part := range []string{"method=Legacy.Read", "try=1", `panic="too late"`, "crash"} {
			if !strings.Contains(text.String(), part) {
				t.Errorf("own logger %v: logged %q, want %s in it", own, text.String(), part)
			}
		}
	}
}

func TestAPanicInTimeGoesOnInTheCallersGoroutine(t *testing.T) {
	value := &struct{ text string }{"its own"}
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		defer func() {
			if v := recover(); v != any(value) {
				t.Errorf("recovered %v, want the panic's own value", v)
			}
			c.took(t, 30*ms, 0)
			drain()
		}()
		err := d.Reset()
		t.Errorf("returned %v", err)
	}, crash(30*ms, value))
}

func TestAGoexitInTimeGoesOnInTheCallersGoroutine(t *testing.T) {
	bubble(t, func(t *testing.T, _ *callee, d abandon.Device) {
		returned, exited := false, make(chan bool)
		go func() {
			defer close(exited)
			_ = d.Reset()
			returned = true
		}()
		<-exited
		if returned {
			t.Error("the caller's goroutine went on")
		}
	}, func(context.Context, io.Reader) error { runtime.Goexit(); return nil })
}

// A result that panics when it is closed too late is told of like the attempt's own panic.
func TestALateCloseThatPanicsReachesTheObservers(t *testing.T) {
	w := &witness{}
	synctest.Test(t, func(t *testing.T) {
		c := &callee{steps: []step{after(time.Second, nil), after(50*ms, nil)}, began: time.Now()}
		if _, err := abandon.NewRetryingDevice(unclosable{c}, backoff.WithObserver(w)).Connect(t.Context(), "address"); err != nil {
			t.Error(err)
		}
		drain()
	})
	if late := w.late(); len(late) != 1 || late[0].Panic != "cannot close" || late[0].Stack == "" {
		t.Errorf("observed %v, want the panic of Close", late)
	}
}

type unclosable struct{ *callee }

func (u unclosable) Connect(ctx context.Context, address string) (abandon.Connection, error) {
	conn, err := u.callee.Connect(ctx, address)
	return stuck{conn}, err
}

type stuck struct{ abandon.Connection }

func (stuck) Close() error { panic("cannot close") }

// Other policies than the annotated ones may wait for each attempt again, and then need no goroutine.
func TestAbandoningCanBeSwitchedOff(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, _ abandon.Device) {
		policies := abandon.DefaultDevicePolicies()
		policies.Reset.Abandon = false
		d, err := abandon.NewRetryingDevice(c).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		stopped(t, d.Reset(), backoff.Error{Reason: backoff.ReasonDeadline, Attempts: 1, Cause: backoff.ErrDeadline, Last: abandon.ErrBusy})
		c.took(t, 700*ms, 0)
	}, after(700*ms, abandon.ErrBusy))
}
