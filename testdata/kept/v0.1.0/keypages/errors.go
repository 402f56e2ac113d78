package keypages

import (
	"context"
	"strings"
)

// Ledger says by its errors whether it is worthwhile to try again.
type Ledger interface {
	// Entry retries an error value, a type of errors, and what a function says yes to; nothing else.
	//
	//backoff:policy errors=ErrBusy,*net.OpError,isElection max_tries=4 pause=100ms
	Entry(ctx context.Context, id int) (string, error)
}

// isElection recognizes the error of a cluster that chooses a leader.
func isElection(err error) bool { return strings.Contains(err.Error(), "no leader") }
