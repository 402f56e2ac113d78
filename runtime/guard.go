package backoff

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// A Guard stands between the retrying and the callee: each attempt passes through it, within the attempt's own limits, and may
// be refused. A limit of what runs at the same time ([NewLimit], [NewWaitingLimit]) is one, and so is a circuit breaker
// (package runtime/gobreakerbackoff). One guard is shared by all calls of the policies that have it, and must be safe for
// concurrent use.
type Guard interface {
	// Enter is the first thing in an attempt. Its context is the attempt's, which ends at the attempt's limits, so that Enter
	// may wait. An error refuses the attempt: the callee is not called, and the error becomes the attempt's. It is retried
	// only where the policy lists it. A Pass may be nil when the guard need not hear more of the attempt.
	//
	// The arguments of a refused attempt are as they were, so that also what can be passed but once is there for the next.
	// Of attempts that a call makes beside each other (see [Policy].Hedge), one that is refused ends none of the others.
	Enter(ctx context.Context) (Pass, error)
}

// A Pass is told what becomes of one attempt that a [Guard] has let through: each of its methods is called once, in whatever
// order, maybe at the same time and by different goroutines.
type Pass interface {
	// Ended is called as soon as the outcome of the attempt is known: nil is success. It is [ErrRejected] for results that were
	// rejected, and an error that matches [ErrAttemptTimeout] or [ErrDeadline] at the limit itself even when the callee runs on
	// ([Policy].Abandon). It is [ErrHedgeLost] for an attempt that another one was faster than, and matches [context.Canceled]
	// when the caller's context was canceled: neither says anything of the callee. After a panic it is an error, too.
	Ended(err error)

	// Returned is called when the callee has returned, or panicked. For an attempt that was left behind this may be long
	// after Ended, and never for a callee that never returns.
	Returned()
}

// engineGuard returns g as the engine knows it; nil where there is none.
func engineGuard(g Guard) engine.Guard {
	if g == nil {
		return nil
	}
	return guard{g}
}

// A guard is a Guard as the engine knows it.
type guard struct{ guard Guard }

// Enter is [engine.Guard.Enter].
func (g guard) Enter(ctx context.Context) (engine.Pass, error) {
	pass, err := g.guard.Enter(ctx)
	if err != nil || pass == nil {
		return nil, err
	}
	return pass, nil
}
