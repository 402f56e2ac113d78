package streams_test

import (
	"context"
	"fmt"

	"github.com/backoffgen/backoffgen/golden/streams"
)

// lifetime=result lets the context of the try that succeeds live on, because somebody still works with it. Where the
// results' types show that, as a channel or an io.ReadCloser does, it is the default.
func ExampleRetryingSource_Watch_lifetime() {
	var watching context.Context
	inner := &source{watch: func(ctx context.Context, _ func(int)) error { watching = ctx; return nil }}
	ctx, cancel := context.WithCancel(context.Background())

	fmt.Println(streams.NewRetryingSource(inner).Watch(ctx, func(int) {}))
	fmt.Println("when the call is over:", watching.Err())
	cancel()
	fmt.Println("when the caller's ends:", watching.Err())
	// Output:
	// <nil>
	// when the call is over: <nil>
	// when the caller's ends: context canceled
}

// lifetime=call ends the context of every try when it is over, whatever the results look like.
func ExampleRetryingSource_Count_lifetime() {
	var counting context.Context
	inner := &source{count: func(ctx context.Context) (streams.Rows, error) { counting = ctx; return nil, nil }}
	_, err := streams.NewRetryingSource(inner).Count(context.Background())
	fmt.Println(err)
	fmt.Println("when the call is over:", counting.Err())
	// Output:
	// <nil>
	// when the call is over: context canceled
}
