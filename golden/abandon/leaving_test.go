package abandon_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/abandon"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A late result waits for no more than that it is decided what the caller gets.
//
// Rule 3.9.
func TestALateResultIsClosedBeforeObserversHaveHeardOfTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &callee{steps: []step{after(130*ms, nil), after(50*ms, nil)}, began: time.Now()}
		slow := backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
			if e.Kind == backoff.EventCallEnded {
				time.Sleep(time.Second)
			}
		})
		if _, err := abandon.NewRetryingDevice(c, backoff.WithObserver(slow)).Connect(t.Context(), "address"); err != nil {
			t.Error(err)
		}
		c.took(t, 1160*ms, 0, 110*ms)
		c.noted(t, "1 closed at 160ms")
	})
}

// A slow context takes its time to say at one instant that it has not ended.
type slow struct {
	context.Context
	at    time.Time
	takes time.Duration
}

func (c slow) Err() error {
	if time.Now().Equal(c.at) {
		time.Sleep(c.takes)
	}
	return nil
}

// What has succeeded by the time that its attempt is to be left behind is not thrown away.
//
// Rule 3.3.
func TestASuccessIsNotLeftBehind(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		if version, _, err := d.Write(slow{t.Context(), c.began.Add(100 * ms), 20 * ms}, nil); err != nil || version != 1 {
			t.Errorf("got %d, %v", version, err)
		}
		c.took(t, 120*ms, 0)
	}, after(110*ms, nil))
}

// It is the first attempt alone that runs for a caller who had gone before: one who goes while the results of another are closed is not
// kept waiting.
func TestARetryDoesNotRunForACallerThatIsDone(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		ctx, cancel := context.WithCancel(t.Context())
		c.close = cancel
		_, err := d.Connect(ctx, "address")
		stopped(t, err, backoff.Error{Reason: backoff.ReasonCanceled, Attempts: 2, Cause: context.Canceled, Last: abandon.ErrBusy})
		synctest.Wait() // for the second attempt to begin
		c.took(t, 60*ms, 0, 60*ms)
	}, after(50*ms, abandon.ErrBusy), after(time.Hour, nil))
}

// A nil context stays nil where nothing is to end the attempt, as it does in the caller's goroutine.
//
// Rule 3.15.
func TestANilContextStaysNil(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		var none context.Context
		if n, err := d.Wait(none); n != 2 || err != nil {
			t.Errorf("got %d, %v", n, err)
		}
		if diff := cmp.Diff([]context.Context{nil, nil}, c.seen); diff != "" {
			t.Errorf("contexts (-want +got):\n%s", diff)
		}
	}, after(0, abandon.ErrBusy), after(0, nil))
}
