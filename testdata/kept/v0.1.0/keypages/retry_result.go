package keypages

import "context"

// Builds are looked at until they are done.
type Builds interface {
	// State asks again while the build runs.
	//
	//backoff:policy retry_result="state == `running`" pause=2s deadline=1m
	State(ctx context.Context, id int) (state string, err error)
}
