// Package store decorates a store that hands out thirty others, as the retry layer of Mattermost does it
// (server/channels/store/layer_generators/retry_layer.go.tmpl): what the database undid in favour of another transaction is
// tried three times, in all of them.
package store

import (
	"errors"
	"fmt"

	"github.com/lib/pq"
)

// isRepeatable reports whether the database has undone a transaction in favour of another one.
func isRepeatable(err error) bool {
	state, ok := errors.AsType[*pq.Error](err)
	return ok && (state.Code == "40001" || state.Code == "40P01")
}

// giveUp says so of the error that the third try has ended with.
func giveUp(err error) error {
	if isRepeatable(err) {
		return fmt.Errorf("giving up after 3 consecutive repeatable transaction failures: %w", err)
	}
	return nil
}
