package backoff

import (
	"fmt"
	"strings"
)

// NamedPolicies are the policies of a decorator's methods by name. Through them configuration changes what is numbers and
// durations, while what is code stays as annotated. The method Named of a generated struct of policies returns one, for
// [UnmarshalEnviron].
type NamedPolicies struct {
	// Interface is the interface's name. Another one may be given to a copy, to tell apart interfaces of different
	// packages that are called alike.
	Interface string

	Methods []NamedPolicy // with different names
}

// A NamedPolicy is the policy of one method, among [NamedPolicies].
type NamedPolicy struct {
	Name   string  // of the method
	Policy *Policy // which is changed; not nil

	// WithoutContext says that the method takes no context, so that its attempts cannot be ended. What it could not
	// keep is refused: an attempt timeout or a hedge, unless attempts are abandoned, or a policy that has neither a deadline
	// nor a number of tries any more.
	WithoutContext bool
}

// Each calls set with the name and the policy of each method, in the order of the interface: what a program knows for all of them,
// such as a number of tries that its constructor takes, is set once. It must not run while the policies are in use elsewhere.
func (n NamedPolicies) Each(set func(method string, policy *Policy)) {
	for _, m := range n.Methods {
		set(m.Name, m.Policy)
	}
}

// MarshalJSON returns a JSON object with each policy, as [Policy.MarshalJSON] writes it, under its method's name.
func (n NamedPolicies) MarshalJSON() ([]byte, error) {
	var object []member
	for _, m := range n.Methods {
		value, err := m.Policy.MarshalJSON()
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", n.Interface, m.Name, err)
		}
		object = append(object, member{m.Name, value})
	}
	return writeObject(object)
}

// UnmarshalJSON changes the policies as a JSON object says, such as {"Fetch": {"max_tries": 5}}: what it does not name
// stays. A method is named as in Go, or, where just one is meant by it, as fetch or get_user. The name "*" stands for all
// methods: what is said of one itself goes before it, it leaves a max_tries of 1 alone, and methods that could not keep it
// are passed over, unless there are no others. All that is wrong is in the error, and after one no policy has changed. It must
// not run while the policies are in use elsewhere.
func (n NamedPolicies) UnmarshalJSON(data []byte) error {
	if isNull(data) {
		return nil // by convention no change
	}
	object, err := readObject(data)
	if err != nil {
		return fmt.Errorf("backoff: %s: %w", n.Interface, err)
	}
	var d draft
	seen := map[*Policy]bool{}
	for _, named := range object {
		if named.name == "*" {
			d.setAll(n, named.value)
			continue
		}
		m, err := n.find(named.name)
		if err != nil {
			d.errs = append(d.errs, err)
			continue
		}
		c := d.of(n.Interface, m)
		if seen[m.Policy] {
			d.errs = append(d.errs, fmt.Errorf("%s is given twice", c.name))
			continue
		}
		seen[m.Policy] = true
		list, errs := readSettings(named.value)
		for _, err := range errs {
			d.errs = append(d.errs, fmt.Errorf("%s: %w", c.name, err))
		}
		c.set(list...)
	}
	return d.commit()
}

// find returns the method that name means, or an error that says which there are.
func (n NamedPolicies) find(name string) (NamedPolicy, error) {
	var names []string
	var alike []NamedPolicy
	for _, m := range n.Methods {
		if m.Name == name {
			return m, nil
		}
		names = append(names, m.Name)
		if strings.ToLower(words(m.Name)) == name {
			alike = append(alike, m)
		}
	}
	switch len(alike) {
	case 0:
		return NamedPolicy{}, fmt.Errorf("%s has no method %q under a policy%s", n.Interface, name, meant(name, names))
	case 1:
		return alike[0], nil
	}
	return NamedPolicy{}, fmt.Errorf("%s: %q could be %s or %s: write the method's name as in Go", n.Interface, name, alike[0].Name, alike[1].Name)
}
