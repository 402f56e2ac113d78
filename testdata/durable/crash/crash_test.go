package crash_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/client"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/testdata/durable/crash"
	"github.com/backoffgen/backoffgen/testdata/durable/crash/durable"
)

func caller(method, key string) []string {
	return []string{"CRASH_METHOD=" + method, "CRASH_KEY=" + key}
}

// A worker is killed between two attempts. Another one goes on with the count.
func TestWorkerDiesBetweenAttempts(t *testing.T) {
	l := newLedger(t, func(_ string, attempt int) string {
		if attempt < 3 {
			return beBusy
		}
		return succeed
	})
	p := meet(t, l)
	w := p.start(t, "worker")
	c := p.start(t, "caller", caller("Pay", "a")...)
	l.await(t, "a", 1)
	time.Sleep(300 * time.Millisecond) // the pause has begun, of a second
	w.kill()
	time.Sleep(2 * time.Second)
	if n := l.count("a"); n != 1 {
		t.Fatalf("%d attempts without a worker", n)
	}
	p.start(t, "worker")
	if got := c.answer(t); got != "receipt of a" || l.count("a") != 3 {
		t.Errorf("%q after %d attempts", got, l.count("a"))
	}
}

// The same with attempts that share a task: the number of those that were made is not forgotten, and the one that died counts.
func TestWorkerDiesAmidAttemptsOfATask(t *testing.T) {
	l := newLedger(t, func(_ string, attempt int) string {
		if attempt == 3 {
			return hang
		}
		return beBusy
	})
	p := meet(t, l)
	w := p.start(t, "worker")
	c := p.start(t, "caller", caller("Ask", "a")...)
	l.await(t, "a", 3)
	time.Sleep(300 * time.Millisecond)
	w.kill()
	p.start(t, "worker")
	if got := c.answer(t); got != "ErrBusy itself" || l.count("a") != 4 {
		t.Errorf("%q after %d attempts", got, l.count("a"))
	}
}

// Caller and worker are killed. A caller with the same key gets the result of the same call, and so does one that comes when it is over.
func TestCallerComesBackWithItsKey(t *testing.T) {
	l := newLedger(t, func(_ string, attempt int) string {
		if attempt < 3 {
			return beBusy
		}
		return succeed
	})
	p := meet(t, l)
	w := p.start(t, "worker")
	c := p.start(t, "caller", caller("Pay", "b")...)
	l.await(t, "b", 1)
	c.kill()
	w.kill()
	p.start(t, "worker")
	for range 2 {
		if got := p.start(t, "caller", caller("Pay", "b")...).answer(t); got != "receipt of b" || l.count("b") != 3 {
			t.Errorf("%q after %d attempts", got, l.count("b"))
		}
	}
}

// A worker is killed in an attempt. The next one begins after the limit of that.
func TestWorkerDiesInAnAttempt(t *testing.T) {
	l := newLedger(t, func(_ string, attempt int) string {
		if attempt == 1 {
			return hang
		}
		return succeed
	})
	p := meet(t, l)
	w := p.start(t, "worker")
	c := p.start(t, "caller", caller("Pay", "c")...)
	l.await(t, "c", 1)
	time.Sleep(300 * time.Millisecond)
	w.kill()
	p.start(t, "worker")
	if got := c.answer(t); got != "receipt of c" || l.count("c") != 2 {
		t.Errorf("%q after %d attempts", got, l.count("c"))
	}
	took := l.attempts["c"][1].Sub(l.attempts["c"][0])
	t.Logf("taken up %v after the attempt had begun, whose limit is 3s, with a pause of 1s", took.Round(time.Millisecond))
	if took < 3*time.Second || took > 7*time.Second {
		t.Errorf("taken up after %v", took)
	}
}

// What must not be carried out twice is not, when its worker is killed in an attempt.
func TestNotIdempotentEndsWithItsWorker(t *testing.T) {
	l := newLedger(t, func(string, int) string { return hang })
	p := meet(t, l)
	w := p.start(t, "worker")
	c := p.start(t, "caller", caller("Once", "o")...)
	var key string
	wait(t, "attempt", func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		for k := range l.attempts {
			key = k
		}
		return key != ""
	})
	w.kill()
	p.start(t, "worker")
	if got := c.answer(t); !strings.HasPrefix(got, "an attempt timed out: ") || l.count(key) != 1 {
		t.Errorf("%q after %d attempts", got, l.count(key))
	}
}

// A caller that is cancelled is not kept, and the activity is cancelled too.
func TestCancellationReachesTheActivity(t *testing.T) {
	l := newLedger(t, func(string, int) string { return hang })
	p := meet(t, l)
	p.start(t, "worker")
	c, err := client.Dial(client.Options{HostPort: p.Address, Namespace: p.Namespace, Logger: silent{}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ctx, cancel := context.WithCancel(backoff.WithIdempotencyKey(context.Background(), "d"))
	var at time.Time
	var key string
	go func() {
		defer cancel()
		for key == "" {
			time.Sleep(10 * time.Millisecond)
			l.mu.Lock()
			for k := range l.attempts {
				key = k
			}
			l.mu.Unlock()
		}
		at = time.Now()
	}()
	_, err = durable.NewDurableBank(c, p.Queue).Long(ctx, 1)
	returned := time.Since(at)
	if stop, ok := errors.AsType[*backoff.Error](err); !ok || stop.Reason != backoff.ReasonCanceled || stop.Attempts != 1 || !errors.Is(err, context.Canceled) {
		t.Errorf("%T: %v", err, err)
	}
	wait(t, "cancellation", func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		return !l.canceled[key].IsZero()
	})
	t.Logf("the caller returned %v after it was cancelled, and the attempt %v", returned.Round(time.Millisecond), l.canceled[key].Sub(at).Round(time.Millisecond))
	if returned > 3*time.Second {
		t.Errorf("the caller returned after %v", returned)
	}
	if n := l.count(key); n != 1 {
		t.Errorf("%d attempts", n)
	}
}

// The deadline ends the call on the server and in its caller, with the last error.
func TestDeadlineEndsTheCall(t *testing.T) {
	l := newLedger(t, func(string, int) string { return beBusy })
	p := meet(t, l)
	p.start(t, "worker")
	c, err := client.Dial(client.Options{HostPort: p.Address, Namespace: p.Namespace, Logger: silent{}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	policies := durable.DefaultBankPolicies()
	policies.Pay.Deadline = 4500 * time.Millisecond
	bank, err := durable.NewDurableBank(c, p.Queue).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_, err = bank.Pay(backoff.WithIdempotencyKey(context.Background(), "d"), 1)
	took := time.Since(began)
	stop, ok := errors.AsType[*backoff.Error](err)
	if !ok || stop.Reason != backoff.ReasonDeadline || stop.Last != crash.ErrBusy || !errors.Is(err, context.DeadlineExceeded) || stop.Attempts != l.count("d") {
		t.Errorf("%T: %v, after %d attempts", err, err, l.count("d"))
	}
	t.Logf("%v after %v", err, took.Round(time.Millisecond))
	if took > 6*time.Second {
		t.Errorf("the call ended after %v", took)
	}
}

// A thousand calls with keys, while workers and callers are killed at random every second.
func TestChaos(t *testing.T) {
	const calls = 1000
	l := newLedger(t, func(string, int) string {
		if rand.IntN(10) < 2 {
			return beBusy
		}
		time.Sleep(time.Duration(rand.IntN(200)) * time.Millisecond)
		return succeed
	})
	for i := range calls {
		l.pending = append(l.pending, fmt.Sprintf("call-%04d", i))
	}
	p := meet(t, l)
	workers := []*process{p.start(t, "worker"), p.start(t, "worker"), p.start(t, "worker")}
	callers := []*process{p.start(t, "caller"), p.start(t, "caller")}
	began, kills := time.Now(), map[string]int{}
	finished := func() int {
		l.mu.Lock()
		defer l.mu.Unlock()
		return len(l.outcomes)
	}
	for finished() < calls {
		if time.Since(began) > 8*time.Minute {
			t.Fatalf("%d of %d calls have ended after %v", finished(), calls, time.Since(began))
		}
		time.Sleep(time.Second)
		role, all := "worker", workers
		if rand.IntN(2) == 0 {
			role, all = "caller", callers
		}
		i := rand.IntN(len(all))
		all[i].kill()
		l.died(all[i].Process.Pid)
		kills[role]++
		all[i] = p.start(t, role)
	}
	took := time.Since(began)
	l.mu.Lock()
	defer l.mu.Unlock()
	byAttempts, attempts, failed := map[int]int{}, 0, 0
	for key, text := range l.outcomes {
		n := len(l.attempts[key])
		attempts += n
		byAttempts[n]++
		if n > 10 {
			t.Errorf("%s had %d attempts", key, n)
		}
		switch {
		case text != "receipt of "+key:
			failed++
			t.Logf("%s: %s", key, text)
		case l.effects[key] != 1:
			t.Errorf("%s had %d effects", key, l.effects[key])
		}
	}
	var spread []string
	for n := range 11 {
		if byAttempts[n] > 0 {
			spread = append(spread, fmt.Sprintf("%d: %d", n, byAttempts[n]))
		}
	}
	t.Logf("%d calls in %v, %d attempts (%s), %d failed; killed %d workers and %d callers", len(l.outcomes), took.Round(time.Second), attempts, strings.Join(spread, ", "), failed, kills["worker"], kills["caller"])
	if len(l.effects) > calls {
		t.Errorf("%d effects", len(l.effects))
	}
}

// What a call costs, beside the decorator in the process. There is no assertion about time.
func TestOverhead(t *testing.T) {
	l := newLedger(t, func(string, int) string { return succeed })
	p := meet(t, l)
	p.start(t, "worker")
	c, err := client.Dial(client.Options{HostPort: p.Address, Namespace: p.Namespace, Logger: silent{}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	measure := func(bank crash.Bank) []time.Duration {
		var took []time.Duration
		for range 200 {
			began := time.Now()
			if _, err := bank.Pay(context.Background(), 1); err != nil {
				t.Fatal(err)
			}
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		return took
	}
	measure(teller{p.Ledger}) // connections
	for _, of := range []struct {
		name string
		bank crash.Bank
	}{{"no decorator", teller{p.Ledger}}, {"in process", crash.NewRetryingBank(teller{p.Ledger})}, {"on Temporal", durable.NewDurableBank(c, p.Queue)}} {
		took := measure(of.bank)
		t.Logf("%-12s median %v, 99 of 100 within %v", of.name, took[len(took)/2].Round(time.Microsecond), took[len(took)*99/100].Round(time.Microsecond))
	}
}
