// Package keypages has the examples of the pages in docs/keys: a file for each key and each directive.
package keypages

import "errors"

// What the examples retry, and what they do not.
var (
	ErrBusy        = errors.New("busy")
	ErrUnavailable = errors.New("unavailable")
	ErrNotFound    = errors.New("not found")
)
