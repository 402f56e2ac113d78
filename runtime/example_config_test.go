package backoff_test

import (
	"encoding/json"
	"fmt"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A UserPolicies is what is generated for an interface User with two retried methods.
type UserPolicies struct{ Fetch, GetByID backoff.Policy }

func (p *UserPolicies) Named() backoff.NamedPolicies {
	return backoff.NamedPolicies{Interface: "User", Methods: []backoff.NamedPolicy{
		{Name: "Fetch", Policy: &p.Fetch},
		{Name: "GetByID", Policy: &p.GetByID},
	}}
}

func (p *UserPolicies) UnmarshalJSON(data []byte) error { return p.Named().UnmarshalJSON(data) }

func DefaultUserPolicies() UserPolicies {
	annotated := backoff.Policy{MaxTries: 3, Pause: 100 * time.Millisecond, Errors: []backoff.Matcher{backoff.Any}}
	return UserPolicies{Fetch: annotated, GetByID: annotated}
}

func ExampleUnmarshalEnviron() {
	policies := DefaultUserPolicies()
	environ := []string{ // os.Environ()
		"BACKOFF_USER_FETCH_MAX_TRIES=5",
		"BACKOFF_USER_GET_BY_ID_ATTEMPT_TIMEOUT=250ms",
	}
	if err := backoff.UnmarshalEnviron(environ, policies.Named()); err != nil {
		fmt.Println(err)
	}
	fmt.Println(policies.Fetch)
	fmt.Println(policies.GetByID)

	fmt.Println(backoff.UnmarshalEnviron([]string{"BACKOFF_USER_FETCH_MAX_TRYS=5"}, policies.Named()))
	// Output:
	// pause=100ms max_tries=5 errors=error
	// attempt_timeout=250ms pause=100ms max_tries=3 errors=error
	// backoff: BACKOFF_USER_FETCH_MAX_TRYS sets nothing, did you mean BACKOFF_USER_FETCH_MAX_TRIES?
}

// A layer whose constructor takes the number of tries sets it for all methods. A generated struct of policies has a method
// Each that does the same.
func ExampleNamedPolicies_Each() {
	policies := DefaultUserPolicies()
	policies.Named().Each(func(method string, p *backoff.Policy) {
		p.MaxTries = 5
		if method == "Fetch" {
			p.Pause = time.Second
		}
	})
	fmt.Println(policies.Fetch)
	fmt.Println(policies.GetByID)
	// Output:
	// pause=1s max_tries=5 errors=error
	// pause=100ms max_tries=5 errors=error
}

// A program that gives the policies of all its decorators at once learns of each name that is wrong.
func ExampleUnmarshalEnvironStrict() {
	policies := DefaultUserPolicies()
	fmt.Println(backoff.UnmarshalEnvironStrict([]string{"BACKOFF_USR_FETCH_MAX_TRIES=5"}, policies.Named()))

	environ := []string{"BACKOFF_USER_FETCH_MAX_TRIES=5", "BACKOFF_MAX_TRIES=7", "BACKOFF_USER_GET_BY_ID_ENABLED=false"}
	if err := backoff.UnmarshalEnvironStrict(environ, policies.Named()); err != nil {
		fmt.Println(err)
	}
	fmt.Println(policies.Fetch)
	fmt.Println(policies.GetByID)
	// Output:
	// backoff: BACKOFF_USR_FETCH_MAX_TRIES sets nothing, did you mean BACKOFF_USER_FETCH_MAX_TRIES?
	// pause=100ms max_tries=5 errors=error
	// pause=100ms max_tries=7 errors=error enabled=false
}

func ExampleNamedPolicies_UnmarshalJSON() {
	config := struct{ User UserPolicies }{DefaultUserPolicies()}
	if err := json.Unmarshal([]byte(`{"User": {"Fetch": {"max_tries": 5}, "get_by_id": {"pause": "1s", "jitter": "full"}}}`), &config); err != nil {
		fmt.Println(err)
	}
	fmt.Println(config.User.Fetch)
	fmt.Println(config.User.GetByID)

	fmt.Println(json.Unmarshal([]byte(`{"User": {"Fetsh": {}}}`), &config))
	// Output:
	// pause=100ms max_tries=5 errors=error
	// pause=1s max_tries=3 errors=error jitter=full
	// backoff: User has no method "Fetsh" under a policy, did you mean Fetch?
}
