// Package backoff is the engine behind the decorators that backoffgen writes.
package backoff
