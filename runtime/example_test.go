package backoff_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

var errBusy = errors.New("busy")

func ExampleDo() {
	policy := &backoff.Policy{
		AttemptTimeout: 100 * time.Millisecond,
		Deadline:       time.Second,
		MaxTries:       3,
		Errors:         []backoff.Matcher{backoff.Is(errBusy)},
	}
	tries := 0
	user, err := backoff.Do(context.Background(), policy, func(ctx context.Context) (string, error) {
		if tries++; tries < 3 {
			return "", errBusy
		}
		return "gopher", nil
	})
	fmt.Println(user, err, "after", tries, "tries")
	// Output: gopher <nil> after 3 tries
}

func ExampleRun() {
	policy := &backoff.Policy{MaxTries: 5, Errors: []backoff.Matcher{backoff.Any}}
	err := backoff.Run(context.Background(), policy, func(ctx context.Context) error { return errBusy })
	fmt.Println(err == errBusy) // where retrying ends by itself, the last error comes back itself
	// Output: true
}

// A policy that several methods share, which an annotation names with //backoff:use.
var gentle = backoff.Policy{
	Deadline: 2 * time.Second,
	Pause:    100 * time.Millisecond,
	Errors:   []backoff.Matcher{backoff.Is(errBusy), backoff.As[*os.PathError]()},
	Giveup:   os.IsNotExist,
}

func ExamplePolicy() {
	fmt.Println(gentle)
	_, err := backoff.Do(context.Background(), &gentle, func(context.Context) ([]byte, error) {
		return os.ReadFile("no such file")
	})
	fmt.Println(os.IsNotExist(err))
	// Output:
	// deadline=2s pause=100ms errors="busy",*fs.PathError giveup=os.IsNotExist
	// true
}

func ExamplePolicy_UnmarshalJSON() {
	policy := gentle // what the configuration leaves out stays as it was
	err := json.Unmarshal([]byte(`{"pause": "1s", "max_tries": 4}`), &policy)
	fmt.Println(policy.Deadline, policy.Pause, policy.MaxTries, err)
	// Output: 2s 1s 4 <nil>
}

func ExampleError() {
	policy := &backoff.Policy{Deadline: time.Second, Pause: time.Minute, Errors: []backoff.Matcher{backoff.Is(errBusy)}}
	err := backoff.Run(context.Background(), policy, func(context.Context) error { return errBusy })
	if stopped, ok := errors.AsType[*backoff.Error](err); ok {
		fmt.Println(stopped.Reason, stopped.Attempts, stopped.Last)
	}
	fmt.Println(errors.Is(err, errBusy), errors.Is(err, backoff.ErrDeadline), errors.Is(err, context.DeadlineExceeded))
	// Output:
	// deadline 1 busy
	// true true true
}

// A Store is an annotated interface, and NewRetryingStore below stands for its generated constructor.
type Store interface {
	Save(ctx context.Context) error
}

type RetryingStore struct {
	inner Store
	save  decorate.Method
}

func NewRetryingStore(inner Store, opts ...backoff.Option) *RetryingStore {
	d := decorate.New("Store", inner, opts...)
	return &RetryingStore{inner: inner, save: d.Method("Save", backoff.Policy{MaxTries: 3, Errors: []backoff.Matcher{backoff.Any}})}
}

func (r *RetryingStore) Save(ctx context.Context) error {
	call := r.save.Call()
	for {
		err := r.inner.Save(call.Attempt(ctx))
		if !call.Retry(ctx, err) {
			return call.Err()
		}
	}
}

// A flakyStore is busy at every second call.
type flakyStore struct{ calls int }

func (s *flakyStore) Save(context.Context) error {
	if s.calls++; s.calls%2 == 1 {
		return errBusy
	}
	return nil
}

func ExampleWithStats() {
	var stats backoff.Stats // expvar.Publish("store", &stats) shows them at /debug/vars
	store := NewRetryingStore(&flakyStore{}, backoff.WithStats(&stats))
	for range 3 {
		if err := store.Save(context.Background()); err != nil {
			fmt.Println(err)
		}
	}
	counts := stats.Method("Store.Save")
	fmt.Println(counts.Attempts, counts.Done, counts.Errors, counts.Cancels)
	// Output: 6 6 3 0
}

func ExampleWithObserver() {
	store := NewRetryingStore(&flakyStore{}, backoff.WithObserver(backoff.ObserverFunc(
		func(_ context.Context, e backoff.Event) {
			switch e.Kind {
			case backoff.EventAttemptEnded:
				fmt.Printf("%s, attempt %d: %v\n", e.Method, e.Try, e.Outcome)
			case backoff.EventCallEnded:
				fmt.Printf("%s: %v after %d\n", e.Method, e.Err, e.Try)
			}
		})))
	if err := store.Save(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Store.Save, attempt 1: retryable
	// Store.Save, attempt 2: succeeded
	// Store.Save: <nil> after 2
}

func ExampleWithLogger() {
	logger := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey || a.Key == "elapsed" { // they differ from run to run
				return slog.Attr{}
			}
			return a
		},
	}))
	store := NewRetryingStore(&flakyStore{}, backoff.WithLogger(logger))
	if err := store.Save(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output: level=WARN msg="backoff: retrying" method=Store.Save try=2 pause=0s error=busy
}
