package config

import (
	"context"
	"encoding/json"
	"fmt"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A file first, and variables over it, as the program starts.
func Example() {
	file := []byte(`{"Save": {"max_tries": 4}, "Fetch": {"deadline": "1m"}}`)
	environ := []string{"BACKOFF_STORE_FETCH_MAX_TRIES=none"} // os.Environ()

	policies := DefaultStorePolicies()
	if err := json.Unmarshal(file, &policies); err != nil {
		fmt.Println(err)
	}
	if err := backoff.UnmarshalEnviron(environ, policies.Named()); err != nil {
		fmt.Println(err)
	}
	inner := &flaky{err: ErrBusy}
	store, err := NewRetryingStore(inner).WithPolicies(policies)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(policies.Fetch)
	fmt.Println(store.Save(context.Background(), "7"), "after", inner.calls)
	// Output:
	// attempt_timeout=100ms deadline=1m0s pause=100ms errors="busy"
	// busy after 4
}
