package backoff_test

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

func ExamplePolicy_Validate() {
	policy := backoff.Policy{MaxTries: -1, Pause: -time.Second}
	fmt.Println(policy.Validate())
	// Output:
	// backoff: invalid policy: Pause is -1s; expected 0 or more
	// MaxTries is -1; expected 0 (unlimited) to 2147483647
}

// A policy prints itself as an annotation would have it.
func ExamplePolicy_String() {
	fmt.Println(backoff.Policy{AttemptTimeout: 100 * time.Millisecond, MaxTries: 3, Errors: []backoff.Matcher{backoff.Any}})
	// Output: attempt_timeout=100ms max_tries=3 errors=error
}

func ExamplePolicy_MarshalJSON() {
	text, err := json.Marshal(backoff.Policy{Deadline: time.Second, MaxTries: 3})
	if err != nil {
		fmt.Println(err)
	}
	var members map[string]any
	if err := json.Unmarshal(text, &members); err != nil {
		fmt.Println(err)
	}
	fmt.Println(members["deadline"], members["max_tries"], members["pause"])
	// Output: 1s 3 none
}

func ExampleNamedPolicies() {
	policies := DefaultUserPolicies() // of a generated package
	named := policies.Named()
	for _, m := range named.Methods {
		fmt.Println(named.Interface+"."+m.Name, m.Policy)
	}
	// Output:
	// User.Fetch pause=100ms max_tries=3 errors=error
	// User.GetByID pause=100ms max_tries=3 errors=error
}

// Policies that no code was generated for can be configured in the same way.
func ExampleNamedPolicy() {
	ping := backoff.Policy{Deadline: time.Second}
	named := backoff.NamedPolicies{Interface: "Health", Methods: []backoff.NamedPolicy{{Name: "Ping", Policy: &ping}}}
	err := backoff.UnmarshalEnviron([]string{"BACKOFF_HEALTH_PING_DEADLINE=3s"}, named)
	fmt.Println(ping.Deadline, err)
	// Output: 3s <nil>
}

func ExampleNamedPolicies_MarshalJSON() {
	policies := DefaultUserPolicies()
	text, err := json.Marshal(policies.Named())
	if err != nil {
		fmt.Println(err)
	}
	var members map[string]map[string]any
	if err := json.Unmarshal(text, &members); err != nil {
		fmt.Println(err)
	}
	fmt.Println(members["Fetch"]["pause"], members["GetByID"]["max_tries"])
	// Output: 100ms 3
}

// A giveup that looks at more than the error: the third attempt is the last one when the call has taken a second.
func ExampleFailure() {
	isLate := func(f backoff.Failure) bool { return f.Try >= 3 && f.Elapsed > time.Second }
	fmt.Println(isLate(backoff.Failure{Err: io.EOF, Try: 2, Elapsed: 2 * time.Second}))
	fmt.Println(isLate(backoff.Failure{Err: io.EOF, Try: 3, Elapsed: 2 * time.Second}))
	// Output:
	// false
	// true
}
