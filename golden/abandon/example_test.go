package abandon_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/backoffgen/backoffgen/golden/abandon"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// jammed is a device whose registers cannot be read before it is free.
type jammed struct {
	abandon.Legacy
	free chan struct{}
}

func (j jammed) Read(int) (int, error) {
	<-j.free
	return 1, nil
}

// on_timeout=abandon leaves a try behind that is out of time, so that the call ends although the method knows no context.
func ExampleRetryingLegacy_Read_onTimeout() {
	inner := jammed{free: make(chan struct{})}
	defer close(inner.free)
	policies := abandon.DefaultLegacyPolicies()
	policies.Read.AttemptTimeout = time.Millisecond // instead of 100ms, for the example's sake
	device, err := abandon.NewRetryingLegacy(inner).WithPolicies(policies)
	if err != nil {
		fmt.Println(err)
	}
	_, err = device.Read(4)
	fmt.Println(err)
	fmt.Println(errors.Is(err, backoff.ErrAttemptTimeout))
	// Output:
	// backoff: attempt timeout exceeded
	// true
}
