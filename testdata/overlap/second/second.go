// Package second has interfaces that share methods with those of package first.
package second

import (
	"context"
	"io"

	"github.com/backoffgen/backoffgen/testdata/overlap/first"
)

// A Writer can be closed, and has the methods of a Store.
type Writer interface {
	io.WriteCloser
	first.Store
	Get(ctx context.Context, id string) (string, error)
}

// An Alias is of an alias.
type Alias = Same

// Same is first's Store.
type Same = first.Store
