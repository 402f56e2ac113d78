package backoff

import (
	"maps"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// variablePrefix is how all variables begin.
const variablePrefix = "BACKOFF_"

// A variable is what an environment variable means: a key of a method, of all methods of an interface where the method has
// no policy, or of all there are where several interfaces, or none, are reached.
type variable struct {
	reach   []NamedPolicies // the interfaces that it is about
	all     bool            // of them all
	methods []NamedPolicy   // the same one, of policies that mean the same
	key     keys.Key
}

// String returns what the variable is in words.
func (v variable) String() string {
	switch {
	case v.all:
		return v.key.Name + " of all methods"
	case v.methods == nil:
		return v.key.Name + " of all methods of " + v.reach[0].Interface
	}
	return v.key.Name + " of " + v.reach[0].Interface + "." + v.methods[0].Name
}

// set makes the variable's setting in d. One of an interface goes before one of them all.
func (v variable) set(d *draft, name string, s setting) {
	if v.methods != nil {
		for _, m := range v.methods {
			d.of(v.reach[0].Interface, m).set(s)
		}
		return
	}
	a := &above{setting: s, name: name, reach: v.reach}
	if v.all {
		d.above = append(d.above, a)
		return
	}
	d.above = slices.Insert(d.above, 0, a)
}

// groups returns the policies, and those that are in Wrapped, with those together that mean the same.
func groups(policies []NamedPolicies) [][]NamedPolicies {
	var list [][]NamedPolicies
	for _, top := range policies {
		for _, n := range top.all() {
			i := slices.IndexFunc(list, func(g []NamedPolicies) bool {
				return n.Package != "" && g[0].Package == n.Package && g[0].Interface == n.Interface
			})
			if i < 0 {
				list = append(list, []NamedPolicies{n})
			} else {
				list[i] = append(list[i], n)
			}
		}
	}
	return list
}

// variables are all variables that mean something, with what they mean.
func variables(policies [][]NamedPolicies) map[string][]variable {
	all, list := map[string][]variable{}, settings()
	add := func(prefix string, v variable) {
		for _, k := range list {
			v.key = k
			name := prefix + strings.ToUpper(k.Name)
			all[name] = append(all[name], v)
		}
	}
	if len(policies) > 0 {
		add(variablePrefix, variable{reach: slices.Concat(policies...), all: true})
	}
	for _, same := range policies {
		n := same[0]
		add(prefix(n), variable{reach: same})
		for i, m := range n.Methods {
			var methods []NamedPolicy
			for _, other := range same {
				methods = append(methods, other.Methods[i])
			}
			add(methodPrefix(n, m), variable{reach: same, methods: methods})
		}
	}
	return all
}

// prefix is how the variables of n begin.
func prefix(n NamedPolicies) string {
	return variablePrefix + strings.ToUpper(words(n.Interface)) + "_"
}

// methodPrefix is how the variables of a method of n begin.
func methodPrefix(n NamedPolicies, m NamedPolicy) string {
	return prefix(n) + strings.ToUpper(words(m.Name)) + "_"
}

// hasOwner reports whether a variable begins as those of an interface do.
func hasOwner(name string, policies []NamedPolicies) bool {
	return slices.ContainsFunc(policies, func(n NamedPolicies) bool { return strings.HasPrefix(name, prefix(n)) })
}

// nearVariable is the hint for a variable that means nothing: another one of the interface that it begins with, or of any where
// it begins with none.
func nearVariable(name string, policies []NamedPolicies, known map[string][]variable) string {
	begin, starts, next := variablePrefix, []string{variablePrefix}, []string(nil)
	for _, n := range policies {
		next = append(next, strings.ToUpper(words(n.Interface)))
	}
	for _, n := range policies {
		p := prefix(n)
		if !strings.HasPrefix(name, p) || len(p) <= len(begin) {
			continue
		}
		begin, starts, next = p, []string{p}, nil
		for _, m := range n.Methods {
			starts = append(starts, methodPrefix(n, m))
			next = append(next, strings.ToUpper(words(m.Name)))
		}
	}
	for _, start := range starts {
		if word, ok := strings.CutPrefix(name, start); ok {
			if key := keys.Translate(settings(), word); key != "" {
				return ", did you mean " + start + strings.ToUpper(key) + "?"
			}
		}
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
	switch {
	case len(next) > manyNames || len(next) == 0:
		return ""
	case begin == variablePrefix:
		return ", want " + begin + ", then one of " + strings.Join(next, ", ") + ", or a key such as MAX_TRIES"
	}
	return ", want " + begin + ", then one of " + strings.Join(next, ", ") + ", then a key such as _MAX_TRIES"
}
