package attempt

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

// What hangs on the context of a result is called at its end, whatever the garbage collector has done until then.

// kept returns the context of an attempt under limits that has succeeded, after what its callee hung on it.
func keptWith(caller context.Context, hang func(ctx context.Context)) *Kept {
	ctx := new(Kept).Init(caller, Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
	hang(ctx)
	ctx.Keep()
	ctx.End()
	return ctx
}

// Rule 3.9: nobody holds the context but what hangs on it.
func TestWhatHangsOnAResultWorksAfterGarbageCollections(t *testing.T) {
	for name, hang := range map[string]func(ctx context.Context, ended func()){
		"AfterFunc":                func(ctx context.Context, ended func()) { context.AfterFunc(ctx, ended) },
		"AfterFunc behind a value": func(ctx context.Context, ended func()) { context.AfterFunc(context.WithValue(ctx, key{}, 1), ended) },
		"a child's AfterFunc": func(ctx context.Context, ended func()) {
			child, cancel := context.WithCancel(ctx)
			_ = cancel
			context.AfterFunc(child, ended)
		},
		"a child of a child": func(ctx context.Context, ended func()) {
			child, cancel := context.WithTimeout(context.WithValue(ctx, key{}, 1), 100*time.Hour)
			_ = cancel
			context.AfterFunc(child, ended)
		},
		"a goroutine": func(ctx context.Context, ended func()) { go func() { <-ctx.Done(); ended() }() },
		"a goroutine behind a value": func(ctx context.Context, ended func()) {
			go func(ctx context.Context) { <-ctx.Done(); ended() }(context.WithValue(ctx, key{}, 1))
		},
		"another attempt's": func(ctx context.Context, ended func()) {
			keptWith(ctx, func(ctx context.Context) { context.AfterFunc(ctx, ended) })
		},
		"one of two": func(ctx context.Context, ended func()) {
			stop := context.AfterFunc(ctx, func() { panic("it was taken away") })
			context.AfterFunc(ctx, ended)
			stop()
		},
		"one after another": func(ctx context.Context, ended func()) {
			context.AfterFunc(ctx, func() { panic("it was taken away") })()
			runtime.GC()
			context.AfterFunc(ctx, ended)
		},
	} {
		t.Run(name, func(t *testing.T) {
			caller, cancel := context.WithCancelCause(t.Context())
			var ended atomic.Bool
			keptWith(caller, func(ctx context.Context) { hang(ctx, func() { ended.Store(true) }) })
			for range 5 {
				runtime.GC()
				time.Sleep(ms)
			}
			if ended.Load() {
				t.Fatal("it ended before the caller's context did")
			}
			cancel(errCause)
			for range 2000 {
				if ended.Load() {
					return
				}
				time.Sleep(ms)
			}
			t.Error("it was not told of the end")
		})
	}
}

// Rule 3.9: what is taken away again leaves nothing, however often that happens while the result lives.
func TestAResultWithManyChildrenInTurn(t *testing.T) {
	caller, cancel := countctx.New(t.Context())
	defer cancel()
	ctx := keptWith(caller, func(ctx context.Context) { ctx.Done() })
	objects := func() int64 {
		var m runtime.MemStats
		for range 3 {
			runtime.GC()
		}
		runtime.ReadMemStats(&m)
		return int64(m.HeapObjects)
	}
	const children = 20_000
	before := objects()
	for range children {
		child, cancel := context.WithCancel(ctx)
		cancel()
		_ = child
	}
	if n := objects() - before; n > children/4 {
		t.Errorf("%d objects are left of %d children", n, children)
	}
	if n := caller.Children.Load(); n > 1 {
		t.Errorf("%d contexts hang on the caller's, want no more than the result's own", n)
	}
	runtime.KeepAlive(ctx)
}

// A turning is a context that ends after it has been asked so often.
type turning struct {
	context.Context
	left atomic.Int64
	done chan struct{}
}

func (c *turning) Done() <-chan struct{} { return c.done }

func (c *turning) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// Rule 3.9: a child that is made at the very moment of the end.
func TestAChildThatIsMadeAsTheContextEnds(t *testing.T) {
	for questions := range int64(8) {
		caller := &turning{Context: t.Context(), done: make(chan struct{})}
		caller.left.Store(1 << 40)
		ctx := keptWith(caller, func(ctx context.Context) { ctx.Done() })
		caller.left.Store(questions)
		made := make(chan context.Context)
		go func() {
			child, cancel := context.WithCancel(ctx)
			defer cancel()
			made <- child
			<-child.Done()
			close(made)
		}()
		select {
		case child := <-made:
			for ctx.Err() == nil { // there were questions left
				runtime.Gosched()
			}
			<-made
			if child.Err() != context.Canceled {
				t.Errorf("the child has %v", child.Err())
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("after %d questions: the child is never made", questions)
		}
	}
	synctest.Test(t, func(t *testing.T) { // and what hangs on one that has ended is called, in a goroutine of its own
		ctx := new(Kept).Init(t.Context(), Limits{Timeout: ms}, clock.Now(), clock.Now())
		time.Sleep(ms)
		gate := make(chan struct{})
		if stop := ctx.AfterFunc(func() { <-gate; close(gate) }); stop() {
			t.Error("it could be taken away")
		}
		gate <- struct{}{}
		<-gate
	})
}

// Release, End, Keep, a look and the caller's end may meet, and functions come and go meanwhile: each is called once or taken
// away, never both, and nothing stays on the caller's context.
func TestResultContextIsReleasedUnderManyGoroutines(t *testing.T) {
	for i := range 300 {
		caller, cancel := countctx.New(t.Context())
		ctx := new(Kept).Init(caller, Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
		var called, taken, hung atomic.Int64
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 5 {
					hung.Add(1)
					stop := context.AfterFunc(ctx, func() { called.Add(1) })
					runtime.Gosched()
					if stop() {
						taken.Add(1)
					}
				}
				hung.Add(1)
				context.AfterFunc(ctx, func() { called.Add(1) })
			})
		}
		wg.Go(ctx.Keep)
		wg.Go(func() { runtime.Gosched(); ctx.Release() })
		wg.Go(func() { _ = ctx.Err() })
		if i%2 == 0 {
			wg.Go(func() { runtime.Gosched(); cancel() })
		}
		wg.Wait()
		shared := ctx.shares // there was nothing to release
		if shared {
			cancel()
		}
		if ctx.Err() == nil {
			t.Fatal("it is alive")
		}
		fine := func() bool {
			return called.Load()+taken.Load() == hung.Load() && (i%2 == 0 || shared || caller.Children.Load() == 0) // who cancels it counts no more
		}
		for range 2000 {
			if fine() {
				break
			}
			time.Sleep(ms)
		}
		if !fine() {
			t.Fatalf("%d functions, of which %d were called and %d taken away; %d are on the caller's context", hung.Load(), called.Load(), taken.Load(), caller.Children.Load())
		}
		cancel()
	}
}

// The timer of a limit holds no result until its time would have come, be the limit lifted or the attempt over before.
func TestNoTimerHoldsAResultThatIsDropped(t *testing.T) {
	for name, end := range map[string]func(ctx *Kept){"kept": (*Kept).Keep, "ended": (*Kept).End} {
		t.Run(name, func(t *testing.T) {
			gone := make(chan struct{})
			func() {
				ctx := new(Kept).Init(t.Context(), Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
				runtime.AddCleanup(ctx, func(done chan struct{}) { close(done) }, gone)
				ctx.Done()
				end(ctx)
			}()
			for range 500 {
				runtime.GC()
				select {
				case <-gone:
					return
				case <-time.After(ms):
				}
			}
			t.Error("it is still held")
		})
	}
}
