// Package foreign has an interface with methods that only another package can write.
package foreign

import (
	"context"
	"reflect"
)

// Typed is a reflect.Type, which has unexported methods, and something that can fail.
type Typed interface {
	reflect.Type

	//backoff:retry 3
	Refresh(ctx context.Context, inner, typedInner string) error
}
