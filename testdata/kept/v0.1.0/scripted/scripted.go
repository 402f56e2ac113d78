// Package scripted has a callee that does what a script says, so that calls of it can be compared with what the rules say.
package scripted

import (
	"context"
	"errors"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// ErrBusy stands for the errors that are retried; each attempt has one of its own that wraps it.
var ErrBusy = errors.New("busy")

// A Result is one of an attempt, and has to be closed.
type Result struct {
	Try      int
	Rejected bool
	InCase   bool
	Closed   func(*Result)
}

// Close tells the script.
func (r *Result) Close() error {
	if r != nil {
		r.Closed(r)
	}
	return nil
}

// A Script answers the questions about one call.
type Script struct {
	Giveup   func(r *Result, err error, try int, elapsed time.Duration) bool
	Asks     func(r *Result, err error) (time.Duration, bool)
	Prepare  func(ctx context.Context, failed error) error
	Map      func(err error) error
	FallBack func(err error) (*Result, error)
	Guard    backoff.Guard
	Repeat   func() bool // whether the call may be carried out twice
}

func rejects(r *Result) bool { return r != nil && r.Rejected }

func asks(r *Result, err error, _ context.Context, s *Script) (time.Duration, bool) {
	return s.Asks(r, err)
}

func prepare(ctx context.Context, failed error, _ context.Context, s *Script) error {
	return s.Prepare(ctx, failed)
}

func mapped(_ *Result, err error, _ context.Context, s *Script) error { return s.Map(err) }

func instead(_ context.Context, s *Script, err error) (*Result, error) { return s.FallBack(err) }

type scriptKey struct{}

// WithGuard returns a context in which the attempts pass through g.
func WithGuard(ctx context.Context, g backoff.Guard) context.Context {
	return context.WithValue(ctx, scriptKey{}, g)
}

// Gate is the guard of all methods: that of the script in the context.
var Gate backoff.Guard = gate{}

type gate struct{}

func (gate) Enter(ctx context.Context) (backoff.Pass, error) {
	if g, ok := ctx.Value(scriptKey{}).(backoff.Guard); ok {
		return g.Enter(ctx)
	}
	return nil, nil
}

// Callee has a method for each form that a generated one has. Tests set other policies.
type Callee interface {
	// Get is the shortest form: there are no questions, and nothing to close.
	//
	//backoff:retry 2
	Get(ctx context.Context) (int, error)

	// Limited has a result that needs no closing.
	//
	//backoff:policy attempt_timeout=1s deadline=1m errors=error max_tries=2
	Limited(ctx context.Context) (int, error)

	// Load has no context.
	//
	//backoff:policy deadline=1m errors=error max_tries=2
	Load() (int, error)

	// Open has every question, and a result that lives on.
	//
	//backoff:policy attempt_timeout=1s errors=error max_tries=2 guard=Gate
	//backoff:with retry_result=rejects giveup="s.Giveup(r0, err, try, elapsed)" pause_from=asks max_hint=1m before_retry=prepare map_error=mapped
	//backoff:when result="r0 != nil && r0.InCase" pause=1s
	Open(ctx context.Context, s *Script) (*Result, error)

	// Else is Open with a fallback.
	//
	//backoff:policy attempt_timeout=1s errors=error max_tries=2 guard=Gate fallback=instead
	//backoff:with retry_result=rejects giveup="s.Giveup(r0, err, try, elapsed)" pause_from=asks max_hint=1m before_retry=prepare map_error=mapped
	//backoff:when result="r0 != nil && r0.InCase" pause=1s
	Else(ctx context.Context, s *Script) (*Result, error)

	// Book is Open where nothing may be carried out twice.
	//
	//backoff:policy attempt_timeout=1s errors=ErrBusy max_tries=2 guard=Gate idempotent=no
	//backoff:with retry_result=rejects giveup="s.Giveup(r0, err, try, elapsed)" pause_from=asks max_hint=1m before_retry=prepare map_error=mapped
	//backoff:when result="r0 != nil && r0.InCase" pause=1s
	Book(ctx context.Context, s *Script) (*Result, error)

	// Left has attempts that may be left behind.
	//
	//backoff:policy attempt_timeout=1s errors=error max_tries=2 on_timeout=abandon idempotent=yes
	Left(ctx context.Context) (*Result, error)

	// Hedged has attempts that run beside others, and nothing to close.
	//
	//backoff:policy attempt_timeout=1m errors=error max_tries=2 hedge=1s idempotent=yes
	Hedged(ctx context.Context) (int, error)

	// Many has every question, and attempts that run beside others or are left behind.
	//
	//backoff:policy attempt_timeout=1s errors=error max_tries=2 guard=Gate on_timeout=abandon replay=always idempotent="s.Repeat()"
	//backoff:with retry_result=rejects giveup="s.Giveup(r0, err, try, elapsed)" pause_from=asks max_hint=1m before_retry=prepare map_error=mapped
	//backoff:when result="r0 != nil && r0.InCase" pause=1s
	Many(ctx context.Context, s *Script) (*Result, error)

	// Perhaps is Open where the call itself says whether it may be carried out twice.
	//
	//backoff:policy attempt_timeout=1s errors=error max_tries=2 guard=Gate idempotent="s.Repeat()"
	//backoff:with retry_result=rejects giveup="s.Giveup(r0, err, try, elapsed)" pause_from=asks max_hint=1m before_retry=prepare map_error=mapped
	//backoff:when result="r0 != nil && r0.InCase" pause=1s
	Perhaps(ctx context.Context, s *Script) (*Result, error)

	// Keyed has a key for each call.
	//
	//backoff:policy errors=error max_tries=2 idempotent=key
	Keyed(ctx context.Context) (int, error)

	// Visit consumes f once it has called it.
	//
	//backoff:policy errors=error max_tries=2
	Visit(ctx context.Context, f func(try int)) (int, error)
}
