// Package overlap has interfaces that get the same methods from several packages.
package overlap

import (
	"context"
	"fmt"
	"io"

	"github.com/backoffgen/backoffgen/testdata/overlap/first"
	"github.com/backoffgen/backoffgen/testdata/overlap/second"
)

// All gets Close from everywhere, and Get from two packages. Of the lines, two are annotated alike; Close is declared here
// too, with an annotation of its own.
type All interface {
	//backoff:retry 3 replay=always
	first.Store
	//backoff:retry 3   replay=always
	second.Writer
	fmt.Stringer
	io.Closer

	//backoff:retry 2
	Close() error
}

// Off retries what comes from one package, and not what comes from another.
//
//backoff:retry 3 replay=always
type Off interface {
	//backoff:off
	io.ReadCloser
	second.Alias
}

// Aliased is an alias of an alias of another package's interface.
//
//backoff:policy deadline=1m max_tries=3 errors=error replay=always
type Aliased = second.Alias

// Inline has an interface without a name among its lines.
type Inline interface {
	//backoff:retry 3
	interface {
		io.Closer
		Get(ctx context.Context, id string) (string, error)
	}
	interface{ fmt.Stringer }
}
