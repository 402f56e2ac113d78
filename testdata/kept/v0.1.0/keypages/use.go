package keypages

import (
	"context"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Patient is for work that nobody waits for.
var Patient = backoff.Policy{
	Deadline: time.Minute,
	Pause:    time.Second,
	Errors:   []backoff.Matcher{backoff.Is(ErrBusy)},
}

// Archive keeps what is rarely needed.
type Archive interface {
	//backoff:use Patient
	Restore(ctx context.Context, id string) error
}
