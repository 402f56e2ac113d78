package backoff

import (
	"context"
	"math"
	"testing"
	"time"
)

func TestInstantsSaturate(t *testing.T) {
	for _, test := range []struct {
		t    instant
		d    time.Duration
		want instant
	}{
		{1, 2, 3},
		{1, math.MaxInt64, math.MaxInt64},
		{1, math.MaxInt64 - 1, math.MaxInt64},
		{math.MaxInt64, 1, math.MaxInt64},
		{-5, math.MaxInt64, math.MaxInt64 - 5}, // in a bubble
	} {
		if got := test.t.add(test.d); got != test.want {
			t.Errorf("%d + %d = %d, want %d", test.t, test.d, got, test.want)
		}
	}
}

// The clock outside a bubble counts from another epoch, so the greatest durations are looked at there too.
func TestTheGreatestDurationsOutsideABubble(t *testing.T) {
	const most = time.Duration(math.MaxInt64)
	for _, w := range allWays {
		r := &run{t: t, way: w, began: time.Now()}
		r.call(t.Context(), with(func(p *Policy) { p.AttemptTimeout, p.Deadline = most, most }), fail(errBusy), func(ctx context.Context) error {
			if isDone(ctx) {
				t.Errorf("%s: done at once: %v", w.name, context.Cause(ctx))
			}
			return errBusy
		}, fail(errFatal))
		r.returned(errFatal)
		r = &run{t: t, way: w, began: time.Now()}
		r.call(t.Context(), with(func(p *Policy) { p.Deadline, p.Pause = most, most }), fail(errBusy))
		r.matches(r.err, ErrDeadline, errBusy)
		if len(r.starts) != 1 {
			t.Errorf("%s: %d attempts, want 1", w.name, len(r.starts))
		}
	}
}
