package clock

import (
	"context"
	"math"
	"testing"
	"testing/synctest"
	"time"
)

func TestInstantsSaturate(t *testing.T) {
	for _, test := range []struct {
		t    Instant
		d    time.Duration
		want Instant
	}{
		{1, 2, 3},
		{1, math.MaxInt64, Never},
		{1, math.MaxInt64 - 1, Never},
		{Never, 1, Never},
		{-5, math.MaxInt64, math.MaxInt64 - 5}, // in a bubble
	} {
		if got := test.t.Add(test.d); got != test.want {
			t.Errorf("%d + %d = %d, want %d", test.t, test.d, got, test.want)
		}
	}
	for _, test := range []struct {
		t, start Instant
		want     time.Duration
	}{
		{3, 1, 2},
		{1, 3, -2},
		{Never, -5, math.MaxInt64},
		{Never, Never, 0},
	} {
		if got := test.t.Since(test.start); got != test.want {
			t.Errorf("%d since %d = %d, want %d", test.t, test.start, got, test.want)
		}
	}
}

// Never is after every other time, in a bubble too, whose instants are negative.
func TestNeverIsFarAway(t *testing.T) {
	far := func(t *testing.T) {
		if got := Never.Time(); got.Before(time.Now().Add(200 * 365 * 24 * time.Hour)) {
			t.Errorf("never is %v", got)
		}
	}
	far(t)
	synctest.Test(t, far)
}

// An instant is the time that it was made of, in a bubble too.
func TestInstantsAreTimes(t *testing.T) {
	same := func(t *testing.T) {
		want := time.Now().Add(time.Hour)
		if got := Of(want).Time(); got.Sub(want).Abs() > time.Second {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	same(t)
	synctest.Test(t, same)
}

// All sleeps wait with the timer of the first, for as long as each is to be, and after one that was cut short.
func TestSleepsShareATimer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		first := Sleep(ctx, time.Minute, nil)
		short, end := context.WithTimeout(ctx, time.Second)
		defer end()
		for _, sleep := range []struct {
			ctx     context.Context
			d, want time.Duration
		}{
			{ctx, time.Hour, time.Hour},
			{ctx, 1, 1},
			{short, time.Hour, 0}, // its second has passed
			{ctx, time.Minute, time.Minute},
			{context.Background(), time.Minute, time.Minute}, // without it
			{ctx, time.Second, time.Second},
		} {
			start := time.Now()
			if timer := Sleep(sleep.ctx, sleep.d, first); timer != first {
				t.Error("another timer")
			}
			if got := time.Since(start); got != sleep.want {
				t.Errorf("slept %v, want %v", got, sleep.want)
			}
		}
		if timer := Sleep(context.Background(), time.Second, nil); timer != nil {
			t.Error("a context that is never done needs no timer")
		}
		if timer := Sleep(ctx, 0, nil); timer != nil {
			t.Error("no pause needs no timer")
		}
	})
}
