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

	// Wrapped are the policies of interfaces whose values its methods return decorated. JSON has them as members of this object,
	// called by their Name; environment variables go by their Interface.
	Wrapped []NamedPolicies

	// Name is what JSON calls the policies where they are among Wrapped of others.
	Name string

	// Package is the import path of the package that has the decorator. Policies of one interface of one package mean the same to
	// environment variables, wherever they are; where it is empty no others do.
	Package string
}

// A NamedPolicy is the policy of one method, among [NamedPolicies].
type NamedPolicy struct {
	Name   string  // of the method
	Policy *Policy // which is changed; not nil

	// WithoutContext says that the method takes no context.Context, so that its attempts cannot be ended. What it could not
	// keep is refused: an attempt timeout or a hedge, unless attempts are abandoned, or a policy that has neither a deadline
	// nor a number of tries any more.
	WithoutContext bool
}

// Each calls set with the name and the policy of each method, in the order of the interface, and then with those of what is in
// Wrapped, whose names have its Name before a dot: Users.Get. What a program knows for all of them, such as a number of tries that
// its constructor takes, is set once. It must not run while the policies are in use elsewhere.
func (n NamedPolicies) Each(set func(method string, policy *Policy)) {
	for _, m := range n.Methods {
		set(m.Name, m.Policy)
	}
	for _, w := range n.Wrapped {
		w.Each(func(method string, policy *Policy) { set(w.Name+"."+method, policy) })
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
	for _, w := range n.Wrapped {
		value, err := w.MarshalJSON()
		if err != nil {
			return nil, err
		}
		object = append(object, member{w.Name, value})
	}
	return writeObject(object)
}

// UnmarshalJSON changes the policies as a JSON object says, such as {"Fetch": {"max_tries": 5}}: what it does not name
// stays. A method is named as in Go, or, where just one is meant by it, as fetch or get_user. The name "*" stands for all
// methods: what is said of one itself goes before it, it leaves a max_tries of 1 alone, and methods that could not keep it
// are passed over, unless there are no others. What is in Wrapped has an object of its own, with its methods, under its name. All that is wrong is in the error, and after one no policy has changed. It must
// not run while the policies are in use elsewhere.
func (n NamedPolicies) UnmarshalJSON(data []byte) error {
	if isNull(data) {
		return nil // by convention no change
	}
	var d draft
	if err := n.read(&d, data); err != nil {
		return fmt.Errorf("backoff: %w", err)
	}
	return d.commit()
}

// read adds what a JSON object says to a draft. The error is that it is none.
func (n NamedPolicies) read(d *draft, data []byte) error {
	object, err := readObject(data)
	if err != nil {
		return fmt.Errorf("%s: %w", n.Interface, err)
	}
	given := map[string]bool{}
	for _, named := range object {
		if named.name == "*" {
			if given["*"] {
				d.errs = append(d.errs, fmt.Errorf("%s.* is given twice", n.Interface))
				continue
			}
			given["*"] = true
			d.setAll(n, named.value)
			continue
		}
		m, w, err := n.find(named.name)
		if err != nil {
			d.errs = append(d.errs, err)
			continue
		}
		name := m.Name + w.Name
		if given[name] {
			d.errs = append(d.errs, fmt.Errorf("%s.%s is given twice", n.Interface, name))
			continue
		}
		given[name] = true
		if w.Name != "" {
			if err := w.read(d, named.value); err != nil {
				d.errs = append(d.errs, err)
			}
			continue
		}
		c := d.of(n.Interface, m)
		list, errs := readSettings(named.value)
		for _, err := range errs {
			d.errs = append(d.errs, fmt.Errorf("%s: %w", c.name, err))
		}
		c.set(list...)
	}
	return nil
}

// find returns the method, or what is in Wrapped, that name means, or an error that says which there are.
func (n NamedPolicies) find(name string) (NamedPolicy, NamedPolicies, error) {
	var names, alike []string
	for _, m := range n.Methods {
		names = append(names, m.Name)
	}
	for _, w := range n.Wrapped {
		names = append(names, w.Name)
	}
	for i, known := range names {
		switch {
		case known == name && i < len(n.Methods):
			return n.Methods[i], NamedPolicies{}, nil
		case known == name:
			return NamedPolicy{}, n.Wrapped[i-len(n.Methods)], nil
		case strings.ToLower(words(known)) == name:
			alike = append(alike, known)
		}
	}
	switch len(alike) {
	case 0:
		return NamedPolicy{}, NamedPolicies{}, fmt.Errorf("%s has no method %q under a policy%s", n.Interface, name, meant(name, names))
	case 1:
		return n.find(alike[0])
	}
	return NamedPolicy{}, NamedPolicies{}, fmt.Errorf("%s: %q could be %s or %s: write the method's name as in Go", n.Interface, name, alike[0], alike[1])
}

// all returns n and all that is in Wrapped, and in that of those.
func (n NamedPolicies) all() []NamedPolicies {
	list := []NamedPolicies{n}
	for _, w := range n.Wrapped {
		list = append(list, w.all()...)
	}
	return list
}
