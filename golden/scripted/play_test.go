package scripted_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A played is a call that the engine makes, by the script of a model.Call.
type played struct {
	call   *model.Call
	form   model.Form
	known  *known
	prefix string // of the names of its attempts
	began  time.Time
	stats  *backoff.Stats

	mu       sync.Mutex
	trace    model.Trace
	try      int
	draws    int
	asked    int
	asking   int // the attempt that is asked about
	visit    func(try int)
	contexts map[int]context.Context
	inside   map[int]*played // the calls that attempts have made
	caller   context.Context
}

// known is what is known of errors, keys and attempts in a call and in all that are made in it.
type known struct {
	background context.Context // stands for context.Background, and ends with the test: results that live on may hang on it

	mu       sync.Mutex
	names    map[error]string  // of the scripts' errors
	keys     map[string]string // who has drawn one
	panicked string            // the attempt that has called runtime.Goexit, and that nobody has left behind
}

// hasPanicked notes that an attempt has called runtime.Goexit; several may do so at once.
func (k *known) hasPanicked(attempt string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.panicked = attempt
}

// lastPanicked returns the last attempt that has called runtime.Goexit.
func (k *known) lastPanicked() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.panicked
}

func newPlayed(c *model.Call, prefix string, k *known) *played {
	return &played{
		call: c, form: model.Forms[c.Method], prefix: prefix, known: k, stats: new(backoff.Stats), trace: model.Trace{},
		contexts: map[int]context.Context{}, inside: map[int]*played{},
	}
}

// The engine counts time from when the process began. A bubble begins long before, so that instants are negative in a call that is made at
// once. In one that is made later they are positive, as everywhere else.
const (
	atOnce = time.Duration(0)
	later  = 100 * 365 * 24 * time.Hour
)

// play returns what happens when the engine makes a call after so long a time in a bubble, or an error when a policy is invalid.
func play(t *testing.T, c *model.Call, after time.Duration) (model.Trace, error) {
	if !isValid(c) {
		return nil, errInvalid
	}
	p := newPlayed(c, "", &known{names: map[error]string{}, keys: map[string]string{}})
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(after)
		p.known.background = t.Context()
		ctx, cancel := p.callers(t.Context())
		defer cancel()
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() { _ = recover() }() // which is in the trace
			_ = p.run(ctx)
		}()
		<-done
		synctest.Wait() // attempts that have lost at once are to be where they are now
		p.lookAtContexts()
		if leavesBehind(c) {
			time.Sleep(10 * 365 * 24 * time.Hour) // what was left behind returns
			synctest.Wait()
		}
		p.complete()
	})
	return p.trace, nil
}

var errInvalid = errors.New("a policy is invalid")

// leavesBehind reports whether attempts of a call, or of one further in, may run when it is over.
func leavesBehind(c *model.Call) bool {
	return c.Policy.Abandon || c.Policy.Hedge > 0 || slices.ContainsFunc(c.Script, func(s model.Step) bool { return s.Calls != nil && leavesBehind(s.Calls) })
}

// complete adds what is known of the call when nothing of it runs any more.
func (p *played) complete() {
	if p.call.Counted {
		p.trace.Add("statistics", 0, "%v", statsOf(p.stats, "Callee."+p.call.Method))
	}
	for try, in := range p.inside {
		in.complete()
		p.trace.Include(fmt.Sprint(try), in.trace)
	}
}
