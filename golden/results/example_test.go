package results_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/backoffgen/backoffgen/golden/results"
)

// queue has a job that is done when it has been asked for three times.
type queue struct {
	results.Jobs
	asked int
}

func (q *queue) Named(_ context.Context, id string) (*results.Job, error) {
	q.asked++
	return &results.Job{ID: id, Done: q.asked == 3}, nil
}

// retry_result judges what a try returned without an error: a job that is not done yet is asked for again.
func ExampleRetryingJobs_Named_retryResult() {
	inner := &queue{}
	job, err := results.NewRetryingJobs(inner).Named(context.Background(), "7")
	fmt.Println(*job, err, "after", inner.asked, "tries")
	// Output:
	// {7 true} <nil> after 3 tries
}

// down is a source that fails with the same error in every try.
type down struct {
	results.Cached
	err error
}

func (d down) Load(context.Context, string, ...string) (string, error) { return "", d.err }

// fallback is called once, with the method's arguments and the error, when the call has failed for good.
func ExampleRetryingCached_Load_fallback() {
	cached := results.NewRetryingCached(down{err: results.ErrBusy})
	fmt.Println(cached.Load(context.Background(), "7"))
	lost := results.NewRetryingCached(down{err: errors.New("not found")})
	_, err := lost.Load(context.Background(), "7")
	fmt.Println(err)
	// Output:
	// cached 7 <nil>
	// not found
}
