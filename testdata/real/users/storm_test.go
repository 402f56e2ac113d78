package users

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const writers = 5

// TestStorm has several goroutines call while connections are cut, refused, slowed and cut short in turn. Each call ends
// in time, with the right value or a clear error.
func TestStorm(t *testing.T) {
	b := newBench(t)
	b.mustWork()
	if err := b.users.Put(t.Context(), &User{ID: "shared"}); err != nil {
		t.Fatal(err)
	}

	over := make(chan struct{})
	go b.storm(6, over)
	var tallies [writers]tally
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() { tallies[i] = b.write(i, over) })
	}
	wg.Wait()

	for name, s := range b.stats.All() {
		t.Logf("%s: %+v", name, s)
	}
	var rounds, failed, visits int64
	for i, tally := range tallies {
		rounds += tally.rounds
		failed += tally.failed
		n, err := b.there.Visits(t.Context(), fmt.Sprint("writer", i))
		if err != nil || n < tally.visits {
			t.Errorf("writer %d: %d visits, %v; %d were confirmed", i, n, err, tally.visits)
		}
		visits += n
	}
	t.Logf("%d rounds of four calls, %d calls failed", rounds, failed)
	if attempts := b.attempts("Visit"); visits > attempts {
		t.Errorf("%d visits counted after %d attempts", visits, attempts)
	}
	for _, method := range []string{"Get", "Put", "Visit", "Rename"} {
		if retries := b.attempts(method) - rounds; retries < 1 {
			t.Errorf("%s: %d retries: the storm passed it by", method, retries)
		}
	}
	// A policy that outlasts each single disturbance lets nearly all calls through.
	if failed > rounds/10 {
		t.Errorf("%d of %d calls failed", failed, 4*rounds)
	}
	b.mustWork()
}

// A tally is what a writer has done.
type tally struct{ rounds, failed, visits int64 }

// write writes a user again and again, and reads what is written, until the storm is over.
func (b *bench) write(writer int, over <-chan struct{}) (done tally) {
	w := &work{bench: b, id: fmt.Sprint("writer", writer)}
	steps := []func() error{w.put, w.get, w.visit, w.rename}
	for {
		done.rounds++
		for i := range steps {
			// Bad weather ends with all writers in the call that outlasts it. The order changes so that it begins in others.
			if err := steps[(writer+int(done.rounds)*3+i)%len(steps)](); err != nil {
				done.failed++
			}
			time.Sleep(time.Millisecond)
		}
		done.visits = w.visits
		select {
		case <-over:
			return done
		default:
		}
	}
}

// A work is what one writer writes, and what it must find.
type work struct {
	*bench
	id           string
	tried, found int   // the last write of the user that was tried, and the last that must have been done
	visits       int64 // that were confirmed
}

func (w *work) put() error {
	w.tried++
	err := w.bench.put(&User{w.id, strconv.Itoa(w.tried)})
	if err == nil {
		w.found = w.tried
	}
	return err
}

func (w *work) get() error {
	u, err := w.bench.get(w.id)
	switch {
	case err == ErrNoUser && w.found == 0:
		return nil
	case err != nil:
		return err
	}
	if n, err := strconv.Atoi(u.Name); err != nil || n < w.found || n > w.tried || u.ID != w.id {
		w.t.Errorf("%s: got %+v, want the name %d to %d", w.id, u, w.found, w.tried)
	}
	return nil
}

func (w *work) visit() error {
	return w.call("Visit", DefaultUsersPolicies().Visit.Deadline, func(ctx context.Context) error {
		n, err := w.users.Visit(ctx, w.id)
		if err != nil {
			return err
		}
		if w.visits++; n < w.visits {
			w.t.Errorf("%s: visit %d, and %d are confirmed", w.id, n, w.visits)
		}
		return nil
	})
}

// rename changes a user that all writers change, so that they run into each other too.
func (w *work) rename() error {
	err := w.call("Rename", DefaultUsersPolicies().Rename.Deadline, func(ctx context.Context) error {
		return w.users.Rename(ctx, "shared", w.id)
	})
	if err != nil {
		return err
	}
	if u, err := w.there.Get(w.t.Context(), "shared"); err != nil || !strings.HasPrefix(u.Name, "writer") {
		w.t.Errorf("%s: renamed to %v, %v", w.id, u, err)
	}
	return nil
}

// storm brings every kind of bad weather cycles times, and closes over when the network is good again.
func (b *bench) storm(cycles int, over chan<- struct{}) {
	defer close(over)
	for range cycles {
		for _, weather := range []struct{ begin, end func() }{
			{func() { b.net.add("reset_peer", `"timeout": 0`) }, b.net.clear},
			{func() { b.net.add("latency", `"latency": 20, "jitter": 15`) }, b.net.clear},
			{b.net.down, b.net.up},
			{func() { b.net.add("limit_data", `"bytes": 700`) }, b.net.clear},
			{func() { b.net.add("latency", `"latency": 600`) }, b.net.clear},
		} {
			weather.begin()
			time.Sleep(80 * time.Millisecond)
			weather.end()
			time.Sleep(40 * time.Millisecond)
		}
	}
}
