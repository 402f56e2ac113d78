package backoff

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// UnmarshalEnviron changes policies as environment variables say, given as os.Environ returns them. A variable is called
// BACKOFF, the interface, the method and the annotation's key, in capitals:
//
//	BACKOFF_STORE_FETCH_MAX_TRIES=5
//	BACKOFF_HTTP_CLIENT_GET_URL_ATTEMPT_TIMEOUT=250ms
//	BACKOFF_STORE_FETCH_DEADLINE=none
//
// What no variable names stays as it is, and so does what is code. A variable that begins as an interface's do, but names
// none of its methods or keys, is an error, and so is one that could be two. Interfaces of which one's name begins with
// the other's, such as Store and StoreCache, are therefore given together. Variables that begin otherwise are not looked
// at. The error names all that is wrong, and then no policy has changed. UnmarshalEnviron must not run while the policies are
// in use elsewhere.
func UnmarshalEnviron(environ []string, policies ...NamedPolicies) error {
	known := variables(policies)
	given := map[string]string{}
	for _, entry := range environ {
		if name, value, ok := strings.Cut(entry, "="); ok && hasOwner(name, policies) {
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
			v := meanings[0]
			if err := d.of(v.iface, v.method).policy.setText(v.key, given[name]); err != nil {
				d.errs = append(d.errs, fmt.Errorf("%s %w", name, err))
			}
		default:
			d.errs = append(d.errs, fmt.Errorf("%s could be %v or %v: no variable can say which, but JSON can", name, meanings[0], meanings[1]))
		}
	}
	return d.commit()
}

// A variable is what an environment variable means.
type variable struct {
	iface  string
	method NamedPolicy
	key    keys.Key
}

func (v variable) String() string { return v.key.Name + " of " + v.iface + "." + v.method.Name }

// variables are all variables that mean something, with what they mean.
func variables(policies []NamedPolicies) map[string][]variable {
	all := map[string][]variable{}
	list := settings()
	for _, n := range policies {
		for _, m := range n.Methods {
			for _, k := range list {
				name := methodPrefix(n, m) + strings.ToUpper(k.Name)
				all[name] = append(all[name], variable{n.Interface, m, k})
			}
		}
	}
	return all
}

// prefix is how the variables of n begin.
func prefix(n NamedPolicies) string {
	return "BACKOFF_" + strings.ToUpper(words(n.Interface)) + "_"
}

// methodPrefix is how the variables of a method of n begin.
func methodPrefix(n NamedPolicies, m NamedPolicy) string {
	return prefix(n) + strings.ToUpper(words(m.Name)) + "_"
}

// hasOwner reports whether a variable begins as those of an interface do.
func hasOwner(name string, policies []NamedPolicies) bool {
	return slices.ContainsFunc(policies, func(n NamedPolicies) bool { return strings.HasPrefix(name, prefix(n)) })
}

// nearVariable is the hint for a variable that means nothing: another one of the interface that it begins with.
func nearVariable(name string, policies []NamedPolicies, known map[string][]variable) string {
	own, begin := NamedPolicies{}, ""
	for _, n := range policies {
		if p := prefix(n); strings.HasPrefix(name, p) && len(p) > len(begin) {
			own, begin = n, p
		}
	}
	var methods []string
	for _, m := range own.Methods {
		if word, ok := strings.CutPrefix(name, methodPrefix(own, m)); ok {
			if key := keys.Translate(settings(), word); key != "" {
				return ", did you mean " + methodPrefix(own, m) + strings.ToUpper(key) + "?"
			}
		}
		methods = append(methods, strings.ToUpper(words(m.Name)))
	}
	var rests []string
	for _, other := range slices.Sorted(maps.Keys(known)) {
		if rest, ok := strings.CutPrefix(other, begin); ok {
			rests = append(rests, rest)
		}
	}
	if near := keys.Nearest(strings.TrimPrefix(name, begin), rests); near != "" {
		return ", did you mean " + begin + near + "?"
	}
	if len(methods) > manyNames {
		return ""
	}
	return ", want " + begin + ", then one of " + strings.Join(methods, ", ") + ", then a key such as _MAX_TRIES"
}
