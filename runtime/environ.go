package backoff

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// UnmarshalEnviron changes policies as environment variables say, given as os.Environ returns them. A variable is called
// BACKOFF, the interface, the method and the annotation's key, in capitals:
//
//	BACKOFF_STORE_FETCH_MAX_TRIES=5
//	BACKOFF_HTTP_CLIENT_GET_URL_ATTEMPT_TIMEOUT=250ms
//	BACKOFF_STORE_FETCH_DEADLINE=none
//	BACKOFF_STORE_FETCH_ENABLED=false
//
// Without the method it is for all methods of the interface, and without the interface for all interfaces that are given:
//
//	BACKOFF_STORE_MAX_TRIES=5
//	BACKOFF_MAX_TRIES=5
//
// The nearest one counts. One above the methods leaves a max_tries of 1 alone, and passes over methods that could not keep it,
// unless there are no others.
//
// What no variable names stays as it is, and so does what is code. A variable that begins as an interface's do, but names
// none of its methods or keys, is an error, and so is one that could be two. Interfaces of which one's name begins with
// the other's, such as Store and StoreCache, are therefore given together. Variables that begin otherwise are not looked
// at; see [UnmarshalEnvironStrict]. The error names all that is wrong, and then no policy has changed. UnmarshalEnviron must
// not run while the policies are in use elsewhere.
func UnmarshalEnviron(environ []string, policies ...NamedPolicies) error {
	return unmarshalEnviron(environ, policies, false)
}

// UnmarshalEnvironStrict is [UnmarshalEnviron] for a program that gives it the policies of all its decorators at once: any other
// variable whose name begins with BACKOFF_ is an error, which says which one was probably meant. So a misspelt interface is
// noticed, too.
func UnmarshalEnvironStrict(environ []string, policies ...NamedPolicies) error {
	return unmarshalEnviron(environ, policies, true)
}

func unmarshalEnviron(environ []string, policies []NamedPolicies, strict bool) error {
	same := groups(policies)
	known := variables(same)
	policies = nil
	for _, g := range same {
		policies = append(policies, g[0])
	}
	given := map[string]string{}
	for _, entry := range environ {
		name, value, ok := strings.Cut(entry, "=")
		if ok && (known[name] != nil || hasOwner(name, policies) || strict && strings.HasPrefix(name, variablePrefix)) {
			given[name] = value // the last one wins, as in os/exec
		}
	}
	var d draft
	for _, name := range slices.Sorted(maps.Keys(given)) {
		meanings := known[name]
		switch len(meanings) {
		case 0:
			d.errs = append(d.errs, fmt.Errorf("%s sets nothing%s", name, nearVariable(name, policies, known)))
		case 1:
			s, err := readSetting(meanings[0].key, given[name])
			if err != nil {
				d.errs = append(d.errs, fmt.Errorf("%s %w", name, err))
				break
			}
			meanings[0].set(&d, name, s)
		default:
			d.errs = append(d.errs, fmt.Errorf("%s could be %v or %v: no variable can say which, but JSON can", name, meanings[0], meanings[1]))
		}
	}
	return d.commit()
}
