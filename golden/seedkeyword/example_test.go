package seedkeyword_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/backoffgen/backoffgen/golden/seedkeyword"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// remote is a database that does in each try what an example says.
type remote struct {
	seedkeyword.DB
	tries int
	try   func(ctx context.Context, n int) (string, error)
}

func (r *remote) Fetch(ctx context.Context) (string, error) {
	r.tries++
	return r.try(ctx, r.tries)
}

func (r *remote) FetchWith(ctx context.Context, _ map[string]any) (string, error) {
	return r.Fetch(ctx)
}

func (r *remote) FetchThrice(ctx context.Context, _ map[string]any) (string, error) {
	return r.Fetch(ctx)
}

// hurried returns a decorator of r with the annotated policies but for the times, so that an example ends soon.
func hurried(r *remote, attempt, deadline, pause time.Duration) *seedkeyword.RetryingDB {
	policies := seedkeyword.DefaultDBPolicies()
	for _, p := range []*backoff.Policy{&policies.Fetch, &policies.FetchWith, &policies.FetchThrice} {
		p.AttemptTimeout, p.Deadline, p.Pause = attempt, deadline, pause
	}
	db, err := seedkeyword.NewRetryingDB(r).WithPolicies(policies)
	if err != nil {
		fmt.Println(err)
	}
	return db
}

// attempt_timeout ends the first try, which would have waited for ever, and the second is made.
func ExampleRetryingDB_Fetch_attemptTimeout() {
	db := hurried(&remote{try: func(ctx context.Context, n int) (string, error) {
		if n == 1 {
			<-ctx.Done()
			fmt.Println("try 1 ended:", context.Cause(ctx))
			return "", ctx.Err()
		}
		return "row", nil
	}}, 5*time.Millisecond, time.Minute, 0)
	fmt.Println(db.Fetch(context.Background()))
	// Output:
	// try 1 ended: backoff: attempt timeout exceeded
	// row <nil>
}

// deadline ends what still runs when the time for all tries is over.
func ExampleRetryingDB_Fetch_deadline() {
	db := hurried(&remote{try: func(ctx context.Context, _ int) (string, error) {
		<-ctx.Done()
		fmt.Println("ended:", context.Cause(ctx))
		return "", ctx.Err()
	}}, 0, 5*time.Millisecond, 0)
	_, err := db.Fetch(context.Background())
	stopped, ok := errors.AsType[*backoff.Error](err)
	fmt.Println(ok, stopped.Method, stopped.Reason, stopped.Attempts)
	fmt.Println(errors.Is(err, backoff.ErrDeadline), errors.Is(err, context.DeadlineExceeded))
	// Output:
	// ended: backoff: deadline exceeded
	// true DB.Fetch deadline 1
	// true true
}

// A pause that would not end before the deadline is not begun: the call ends at once, with the error that it had.
func ExampleRetryingDB_FetchWith_pause() {
	r := &remote{try: func(context.Context, int) (string, error) { return "", seedkeyword.ErrRuntime }}
	_, err := hurried(r, 0, time.Hour, 2*time.Hour).FetchWith(context.Background(), nil)
	stopped, _ := errors.AsType[*backoff.Error](err)
	fmt.Println(stopped.Reason, "after", stopped.Attempts, "attempt:", stopped.Last)

	r.tries = 0
	r.try = func(_ context.Context, n int) (string, error) {
		if n < 3 {
			return "", seedkeyword.ErrRuntime
		}
		return "row", nil
	}
	row, err := hurried(r, 0, time.Hour, time.Millisecond).FetchWith(context.Background(), nil)
	fmt.Println(row, err, "after", r.tries, "tries")
	// Output:
	// deadline after 1 attempt: runtime error
	// row <nil> after 3 tries
}

// errors says what is retried: a type, a variable and a value here. Another error is returned at once, as it is.
func ExampleRetryingDB_FetchWith_errors() {
	answers := []error{
		&seedkeyword.TypeError{Type: "int"},
		fmt.Errorf("wrapped: %w", seedkeyword.ErrRuntime),
		seedkeyword.ValueError(7),
		errors.New("table not found"),
	}
	r := &remote{try: func(_ context.Context, n int) (string, error) { return "", answers[n-1] }}
	_, err := hurried(r, 0, time.Minute, 0).FetchWith(context.Background(), nil)
	fmt.Println(err, "after", r.tries, "tries")
	fmt.Println(err == answers[3])
	// Output:
	// table not found after 4 tries
	// true
}

// max_tries counts the first try too. The caller gets the last one's error itself.
func ExampleRetryingDB_FetchThrice_maxTries() {
	r := &remote{try: func(_ context.Context, n int) (string, error) { return "", seedkeyword.ValueError(n) }}
	_, err := hurried(r, 0, time.Minute, 0).FetchThrice(context.Background(), nil)
	fmt.Println(err, "after", r.tries, "tries")
	fmt.Println(err == seedkeyword.ValueError(3))
	// Output:
	// unexpected value 3 after 3 tries
	// true
}
