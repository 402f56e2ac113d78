package backoff

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// A draft has changes to policies that are made together or not at all.
type draft struct {
	changes []*change // in the order in which they were begun
	above   []*above  // the nearest first
	errs    []error
}

// A change is what a policy will be.
type change struct {
	name   string // Store.Fetch
	of     NamedPolicy
	policy Policy
	given  map[string]bool // the keys of which something was said, be it above the method
}

// set makes settings that are the method's own.
func (c *change) set(list ...setting) {
	c.policy.apply(list...)
	for _, s := range list {
		c.given[s.key.Name] = true
	}
}

// of returns the change of a method's policy.
func (d *draft) of(iface string, m NamedPolicy) *change {
	for _, c := range d.changes {
		if c.of.Policy == m.Policy {
			return c
		}
	}
	c := &change{iface + "." + m.Name, m, *m.Policy, map[string]bool{}}
	d.changes = append(d.changes, c)
	return c
}

// commit makes the changes when nothing is wrong with any.
func (d *draft) commit() error {
	d.spread()
	errs := d.errs
	for _, c := range d.changes {
		for _, err := range c.validate() {
			errs = append(errs, fmt.Errorf("%s: %w", c.name, err))
		}
	}
	if errs != nil {
		return fmt.Errorf("backoff: %w", errors.Join(errs...))
	}
	for _, c := range d.changes {
		*c.of.Policy = c.policy
	}
	return nil
}

func (c *change) validate() []error {
	var errs []error
	if joined, ok := errors.Unwrap(c.policy.Validate()).(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	if !c.of.WithoutContext {
		return errs
	}
	before, after := c.of.Policy, &c.policy
	late := func(key string, before, after time.Duration) {
		if after != 0 && after != before && !c.policy.Abandon {
			errs = append(errs, fmt.Errorf("it takes no context.Context, so %s could not end its attempts", key))
		}
	}
	late("attempt_timeout", before.AttemptTimeout, after.AttemptTimeout)
	late("hedge", before.Hedge, after.Hedge)
	if after.endless() && !before.endless() {
		errs = append(errs, errors.New("it takes no context.Context, so it needs max_tries, deadline or retry_for"))
	}
	return errs
}

// endless reports whether nothing in p ends the retrying, be it of one of its cases.
func (p *Policy) endless() bool {
	return p.Deadline == 0 && p.RetryFor == 0 &&
		(p.MaxTries == 0 || slices.ContainsFunc(p.Cases, func(c Case) bool { return c.MaxTries == None }))
}
