package backoff_test

import (
	"context"
	"sync"
	"testing"
	"unsafe"

	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A call that succeeds at once pays for each word of a Call: what few calls need belongs into its state.
func TestCallIsSmall(t *testing.T) {
	if size := unsafe.Sizeof(decorate.Call{}); size > 48 {
		t.Errorf("a Call has %d bytes, want 48 at most", size)
	}
}

// What a call consumes is one allocation, and what few calls need is in it.
func TestAllocationsOfWhatIsConsumed(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector changes the counts")
	}
	m := decorate.New("Store", succeed).Method("Put", busyPolicy)
	ch := make(chan int)
	ctx := t.Context()
	if got := testing.AllocsPerRun(200, func() {
		call := m.Call()
		call.ConsumesOnce(ch)
		call.Attempt(ctx)
		if call.Retry(ctx, nil) {
			t.Fatal("the call goes on")
		}
	}); got != 1 {
		t.Errorf("%v allocations a call, want 1", got)
	}
}

// A callee may keep the contexts of all its attempts, and ask them from goroutines of its own while the call goes on.
func TestContextsAreKeptWhileTheCallGoesOn(t *testing.T) {
	for name, m := range map[string]decorate.Method{
		"an attempt's": decorate.New("Store", succeed).Method("Fetch", limitsPolicy),
		"a result's":   keeping(limitsPolicy),
	} {
		t.Run(name, func(t *testing.T) {
			var wg sync.WaitGroup
			seen := map[context.Context]bool{}
			call := m.Call()
			defer call.End()
			for {
				ctx := call.Attempt(t.Context())
				if seen[ctx] {
					t.Error("an attempt got the context of one before it")
				}
				seen[ctx] = true
				wg.Go(func() {
					for range 100 {
						ctx.Deadline()
						ctx.Value(key{})
						_ = ctx.Err()
					}
				})
				var err error = errBusy
				if len(seen) == 5 {
					err = nil
				}
				if !call.Retry(t.Context(), err) {
					break
				}
			}
			wg.Wait()
		})
	}
}
