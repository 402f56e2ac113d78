package backoff

import (
	"errors"
	"fmt"
	"slices"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// An above is a setting above the methods: of an interface, or of all.
type above struct {
	setting
	name   string // by which an error is to call it
	reach  []NamedPolicies
	kept   bool  // by a method at least
	reason error // why a method cannot keep it; nil when none had to be passed over
}

// setAll makes settings of the JSON object under "*".
func (d *draft) setAll(n NamedPolicies, data []byte) {
	name := n.Interface + ".*"
	list, errs := readSettings(data)
	for _, err := range errs {
		d.errs = append(d.errs, fmt.Errorf("%s: %w", name, err))
	}
	for _, s := range list {
		d.above = append(d.above, &above{setting: s, name: name + ": " + s.key.Name, reach: []NamedPolicies{n}})
	}
}

// A spreading is a setting above the methods that is to be made for one of them.
type spreading struct {
	*above
	*change
}

// spread makes the settings above the methods, for each method that has no nearer one. A method that makes one attempt goes on to do so.
// One that could not keep a setting is passed over; where there is no other, that is an error.
func (d *draft) spread() {
	var rest []spreading
	for _, a := range d.above {
		for _, n := range a.reach {
			for _, m := range n.Methods {
				c := d.of(n.Interface, m)
				if !c.given[a.key.Name] && !(a.key.Name == keys.MaxTries && m.Policy.MaxTries == 1) {
					rest = append(rest, spreading{a, c})
				}
				c.given[a.key.Name] = true
			}
		}
	}
	for before := -1; before != len(rest); { // what one setting does not allow, another one may
		before = len(rest)
		rest = slices.DeleteFunc(rest, spreading.keeps)
	}
	for _, a := range d.above {
		if !a.kept && a.reason != nil {
			d.errs = append(d.errs, fmt.Errorf("%s: no method can keep it: %w", a.name, a.reason))
		}
	}
}

// keeps makes the setting for the method, unless that could not keep it, and reports which.
func (s spreading) keeps() bool {
	with := *s.change
	with.policy.apply(s.setting)
	errs := with.validate()
	if s.key.Name == keys.Hedge && !s.of.Policy.Abandon && s.of.Policy.Hedge == 0 {
		errs = append(errs, errors.New("its annotation has neither hedge nor on_timeout=abandon"))
	}
	if len(errs) > len(s.change.validate()) {
		s.reason = fmt.Errorf("%s: %w", s.change.name, errs[len(errs)-1])
		return false
	}
	s.change.policy = with.policy
	s.kept = true
	return true
}
