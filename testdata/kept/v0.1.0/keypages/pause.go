package keypages

import "context"

// Printer needs a moment after a paper jam.
type Printer interface {
	// Print waits half a second after an attempt has failed.
	//
	//backoff:policy pause=500ms max_tries=3 errors=ErrBusy
	Print(ctx context.Context, page string) error
}
