package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A callee that hangs for ever is asked no more often than the limit says, however many calls there are; and every call is
// on time.
func TestRule3_16_ACalleeThatHangsIsAskedNoMoreThanTheLimit(t *testing.T) {
	const n, calls = 7, 1000
	for name, limit := range map[string]Guard{"limit": NewLimit(n), "waiting": NewWaitingLimit(n)} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				hangs := make(chan struct{})
				var asked atomic.Int64
				p := Policy{AttemptTimeout: 100 * ms, Deadline: 250 * ms, Pause: 20 * ms, Abandon: true, Errors: []Matcher{Any}, Guard: limit}
				var group sync.WaitGroup
				for i := range calls {
					group.Go(func() {
						time.Sleep(time.Duration(i%50) * ms)
						began := time.Now()
						err := Run(t.Context(), &p, func(context.Context) error {
							asked.Add(1)
							<-hangs
							return nil
						})
						if took := time.Since(began); err == nil || took > 250*ms {
							t.Errorf("a call ended after %v with %v", took, err)
						}
					})
				}
				group.Wait()
				if got := asked.Load(); got != n {
					t.Errorf("the callee was asked %d times in %d calls, want %d", got, calls, n)
				}
				close(hangs)
				synctest.Wait()
				if err := Run(t.Context(), &p, fail(nil)); err != nil {
					t.Errorf("when all have returned: %v", err)
				}
			})
		})
	}
}

// Never are there more attempts at the same time than the limit says, and all its places are used.
func TestRule3_16_ALimitIsExactUnderConcurrency(t *testing.T) {
	for name, limit := range map[string]Guard{"limit": NewLimit(5), "waiting": NewWaitingLimit(5)} {
		var running, most atomic.Int64
		p := Policy{Guard: limit, Errors: []Matcher{Is(ErrLimit)}, Pause: time.Microsecond}
		var group sync.WaitGroup
		for range 50 {
			group.Go(func() {
				for range 100 {
					_ = Run(t.Context(), &p, func(context.Context) error {
						now := running.Add(1)
						for {
							before := most.Load()
							if now <= before || most.CompareAndSwap(before, now) {
								break
							}
						}
						time.Sleep(10 * time.Microsecond)
						running.Add(-1)
						return nil
					})
				}
			})
		}
		group.Wait()
		if most.Load() != 5 {
			t.Errorf("%s: up to %d attempts ran at the same time, want 5", name, most.Load())
		}
		for range 5 {
			if _, err := limit.Enter(t.Context()); err != nil {
				t.Errorf("%s: not all places are free: %v", name, err)
			}
		}
	}
}

// outside is made outside of any bubble.
var outside = NewWaitingLimit(1)

// Attempts wait for a place in their order, within their limits.
func TestRule3_16_AWaitingLimit(t *testing.T) {
	each(t, guardedWays, func(t *testing.T, r *run) {
		pass, err := outside.Enter(t.Context()) // taken for 100ms
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(100*ms, pass.Returned)
		r.call(t.Context(), Policy{AttemptTimeout: 150 * ms, Guard: outside}, after(10*ms, nil))
		r.took(110*ms, 100*ms)
	})
	each(t, guardedWays, func(t *testing.T, r *run) {
		pass, err := outside.Enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r.call(t.Context(), Policy{AttemptTimeout: 50 * ms, MaxTries: 2, Guard: outside}, after(10*ms, nil))
		r.matches(r.err, ErrAttemptTimeout, context.DeadlineExceeded)
		if r.way.name != "abandon" { // which need not wait for what Enter returns
			r.matches(r.err, ErrLimit)
		}
		if len(r.starts) != 0 || r.end != 100*ms {
			t.Errorf("%d attempts, and the call ended after %v", len(r.starts), r.end)
		}
		pass.Returned()
	})
	each(t, guardedWays, func(t *testing.T, r *run) {
		pass, err := outside.Enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r.call(r.cancelAfter(50*ms), Policy{Guard: outside}, after(10*ms, nil))
		if r.way.name != "abandon" { // which need not wait for what Enter returns
			r.matches(r.err, ErrLimit, errCause)
		} else if !errors.Is(r.err, ErrLimit) && !errors.Is(r.err, context.Canceled) {
			t.Errorf("got %v", r.err)
		}
		if len(r.starts) != 0 || r.end != 50*ms {
			t.Errorf("%d attempts, and the call ended after %v", len(r.starts), r.end)
		}
		pass.Returned()
	})
	synctest.Test(t, func(t *testing.T) {
		limit := NewWaitingLimit(1)
		var order []int
		var group sync.WaitGroup
		for i := range 10 {
			group.Go(func() {
				time.Sleep(time.Duration(i) * time.Nanosecond)
				p := Policy{Guard: limit}
				_ = Run(t.Context(), &p, func(context.Context) error {
					order = append(order, i)
					time.Sleep(time.Second)
					return nil
				})
			})
		}
		group.Wait()
		if got := fmt.Sprint(order); got != "[0 1 2 3 4 5 6 7 8 9]" {
			t.Errorf("they had their places in the order %s", got)
		}
	})
}

// Without a context nothing could end a callee, but waiting for a place ends at the deadline.
func TestRule3_16_WaitingWithoutAContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := Policy{Deadline: 100 * ms, Errors: []Matcher{Any}, Guard: NewWaitingLimit(0)}
		m := decorate.New("Store", 1).Method("Load", p, decorate.WithoutContext, decorate.TakesGuard)
		began := time.Now()
		_, err := guarded(context.Background(), &m, func(context.Context) (int, error) { return 1, nil })
		if took := time.Since(began); took != 100*ms || !errors.Is(err, ErrDeadline) || !errors.Is(err, ErrLimit) {
			t.Errorf("it ended after %v with %v", took, err)
		}
	})
}

// A place that comes just as the attempt's time ends is not lost.
func TestRule3_16_APlaceAtTheLastMomentIsNotLost(t *testing.T) {
	for range 100 {
		synctest.Test(t, func(t *testing.T) {
			limit := NewWaitingLimit(1)
			pass, _ := limit.Enter(t.Context())
			time.AfterFunc(100*ms, pass.Returned)
			p := Policy{AttemptTimeout: 100 * ms, MaxTries: 1, Guard: limit}
			_ = Run(t.Context(), &p, func(ctx context.Context) error { return ctx.Err() })
			synctest.Wait()
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if _, err := limit.Enter(ctx); err != nil {
				t.Errorf("its place is gone: %v", err)
			}
		})
	}
}

func TestLimitsAllocateNothing(t *testing.T) {
	for name, limit := range map[string]Guard{"limit": NewLimit(1), "waiting": NewWaitingLimit(1)} {
		if n := testing.AllocsPerRun(100, func() {
			pass, err := limit.Enter(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			pass.Ended(nil)
			pass.Returned()
		}); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
	full := NewLimit(0)
	if n := testing.AllocsPerRun(100, func() { _, _ = full.Enter(context.Background()) }); n != 0 {
		t.Errorf("a refusal: %v allocations", n)
	}
	for want, g := range map[string]Guard{"guard=NewLimit(3)": NewLimit(3), "guard=NewWaitingLimit(3)": NewWaitingLimit(3)} {
		if got := (Policy{Guard: g}).String(); got != want {
			t.Errorf("a policy with it is printed as %q, want %q", got, want)
		}
	}
}

// A refused attempt has consumed nothing: what can be passed but once is there for the next attempt, and a body that was never
// sent is closed in the end.
func TestRule3_16_ARefusedAttemptConsumesNothing(t *testing.T) {
	p := Policy{MaxTries: 3, Errors: []Matcher{Any}}
	upload := func(p Policy, r io.Reader, read func(r io.Reader) error) (int, error) {
		asked := 0
		m := decorate.New("Store", 1).Method("Put", p, decorate.TakesGuard)
		call := m.Call()
		defer call.End()
		call.Consumes(r)
		for {
			ctx := call.Attempt(t.Context())
			err := call.Enter(ctx)
			if err == nil {
				asked++
				err = read(r)
			}
			if !call.Retry(t.Context(), err) {
				return asked, call.Err()
			}
		}
	}
	p.Guard = &porter{refuse: map[int]error{1: errShut, 2: errShut}}
	var text []byte
	asked, err := upload(p, onlyReader{strings.NewReader("once")}, func(r io.Reader) (err error) { text, err = io.ReadAll(r); return err })
	if asked != 1 || err != nil || string(text) != "once" {
		t.Errorf("the callee was asked %d times and read %q: %v", asked, text, err)
	}
	p.Guard = &porter{refuse: map[int]error{1: errShut}}
	asked, err = upload(p, onlyReader{strings.NewReader("once")}, func(r io.Reader) error { return errBusy })
	if asked != 1 || err != errBusy {
		t.Errorf("after one that has consumed it the callee was asked %d times: %v", asked, err)
	}
	p.Guard = &porter{refuse: map[int]error{2: errShut}}
	seeker := strings.NewReader("again")
	asked, err = upload(p, struct{ io.ReadSeeker }{seeker}, func(r io.Reader) (err error) {
		if text, _ = io.ReadAll(r); string(text) != "again" {
			return errFatal
		}
		return errBusy
	})
	if asked != 2 || err != errBusy {
		t.Errorf("a seeker: the callee was asked %d times: %v", asked, err)
	}
}

// Nor has one that was left behind while it waited for its guard.
func TestRule3_16_AnAttemptThatNeverCameToItsCalleeConsumesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var entered atomic.Int32
		p := Policy{AttemptTimeout: 100 * ms, MaxTries: 3, Abandon: true, Errors: []Matcher{Any}, Guard: guardFunc(func(context.Context) (Pass, error) {
			if entered.Add(1) == 1 {
				time.Sleep(time.Second)
			}
			return nil, nil
		})}
		m := decorate.New("Store", 1).Method("Put", p, decorate.TakesGuard, decorate.RunsAsync)
		seeker := strings.NewReader("again")
		var read []string
		call := decorate.Async(&m, func(context.Context) (int, error) {
			text, _ := io.ReadAll(seeker)
			read = append(read, string(text))
			return 0, errBusy
		})
		defer call.End()
		call.Consumes(seeker)
		for {
			if _, err := call.Next(t.Context()); !call.Retry(t.Context(), err) {
				break
			}
		}
		if diff := cmp.Diff([]string{"again", "again"}, read); diff != "" || call.Err() != errBusy {
			t.Errorf("ended with %v; read (-want +got):\n%s", call.Err(), diff)
		}
		time.Sleep(time.Minute)
	})
}

type onlyReader struct{ io.Reader }

// A request's body: fresh ones are made only after an attempt that may have sent the one before, and one that was never sent
// is closed when the call ends.
func TestRule3_16_ABodyThatWasNeverSentIsClosed(t *testing.T) {
	for name, test := range map[string]struct {
		refuse map[int]error
		bodies int // that were made
		sent   int
		unsent int // closed by the call
	}{
		"all refused":       {map[int]error{1: errShut, 2: errShut, 3: errShut}, 1, 0, 1},
		"the last refused":  {map[int]error{3: errShut}, 3, 2, 1},
		"the first refused": {map[int]error{1: errShut}, 2, 2, 0},
		"none":              {nil, 3, 3, 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := Policy{MaxTries: 3, Errors: []Matcher{Any}, Guard: &porter{refuse: test.refuse}}
			m := decorate.New("Store", 1).Method("Do", p, decorate.TakesGuard)
			var bodies []*tracked
			fresh := func() (io.ReadCloser, error) {
				bodies = append(bodies, &tracked{Reader: strings.NewReader("body")})
				return bodies[len(bodies)-1], nil
			}
			first, _ := fresh()
			call := m.Call()
			defer call.End()
			call.ConsumesBody(first, fresh)
			sent := 0
			for {
				ctx := call.Attempt(t.Context())
				body := call.Body()
				err := call.Enter(ctx)
				if err == nil {
					if body.(*tracked).closed > 0 {
						t.Error("a body is sent that was closed")
					}
					sent++
					_ = body.Close()
					err = errBusy
				}
				if !call.Retry(t.Context(), err) {
					break
				}
			}
			closed := 0
			for _, b := range bodies {
				closed += b.closed
			}
			if len(bodies) != test.bodies || sent != test.sent || closed != test.sent+test.unsent {
				t.Errorf("%d bodies were made, %d sent and %d closed; want %d, %d and %d", len(bodies), sent, closed, test.bodies, test.sent, test.sent+test.unsent)
			}
		})
	}
}
