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
		wg.Go(func() { tallies[i] = b.write(fmt.Sprint("writer", i), over) })
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
		if retries := b.attempts(method) - rounds; retries < 5 {
			t.Errorf("%s: %d retries: the storm was none", method, retries)
		}
	}
	// A policy that outlasts each single disturbance lets nearly all calls through.
	if failed > rounds/4 {
		t.Errorf("%d of %d calls failed", failed, 4*rounds)
	}
	b.mustWork()
}

// A tally is what a writer has done.
type tally struct{ rounds, failed, visits int64 }

// write writes a user again and again, and reads what is written, until the storm is over.
func (b *bench) write(id string, over <-chan struct{}) (done tally) {
	policies := DefaultUsersPolicies()
	last := 0 // the last write that was confirmed; a later one may have been done too
	for i := 1; ; i++ {
		select {
		case <-over:
			return done
		case <-time.After(time.Millisecond):
		}
		done.rounds++
		if err := b.put(&User{id, strconv.Itoa(i)}); err == nil {
			last = i
		} else {
			done.failed++
		}
		time.Sleep(time.Millisecond) // so that bad weather comes in every place
		if u, err := b.get(id); err == nil {
			if n, err := strconv.Atoi(u.Name); err != nil || n < last || n > i || u.ID != id {
				b.t.Errorf("%s: got %+v, want the name %d to %d", id, u, last, i)
			}
		} else if last > 0 {
			done.failed++
		}
		time.Sleep(time.Millisecond)
		if err := b.call("Visit", policies.Visit.Deadline, func(ctx context.Context) error {
			n, err := b.users.Visit(ctx, id)
			if err == nil && n <= done.visits {
				b.t.Errorf("%s: visit %d comes after %d were confirmed", id, n, done.visits)
			}
			return err
		}); err == nil {
			done.visits++
		} else {
			done.failed++
		}
		time.Sleep(time.Millisecond)
		if err := b.call("Rename", policies.Rename.Deadline, func(ctx context.Context) error {
			return b.users.Rename(ctx, "shared", id) // all writers' user, so that they run into each other too
		}); err != nil {
			done.failed++
		} else if u, err := b.there.Get(b.t.Context(), "shared"); err != nil || !strings.HasPrefix(u.Name, "writer") {
			b.t.Errorf("%s: renamed to %v, %v", id, u, err)
		}
	}
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
