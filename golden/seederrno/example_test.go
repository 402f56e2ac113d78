package seederrno_test

import (
	"context"
	"fmt"
	"syscall"

	"github.com/backoffgen/backoffgen/golden/seederrno"
)

// failing fails with one error after another.
type failing []syscall.Errno

func (f *failing) Fetch(context.Context, map[string]any) (string, error) {
	err := (*f)[0]
	*f = (*f)[1:]
	return "", err
}

// giveup ends the retrying of an error that errors would retry: every error number but ECONNABORTED here.
func ExampleRetryingDB_Fetch_giveup() {
	inner := failing{syscall.ECONNREFUSED, syscall.EPERM}
	_, err := seederrno.NewRetryingDB(&inner).Fetch(context.Background(), nil)
	fmt.Println(err == syscall.ECONNREFUSED, "with", len(inner), "answer left")
	// Output:
	// true with 1 answer left
}
