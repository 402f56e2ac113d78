package temporalbackoff

import (
	"fmt"
	"slices"

	"go.temporal.io/sdk/client"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// An Interface is what the methods of one interface have in common. It is for generated code, as all that follows.
type Interface struct {
	name string
	options
	codec  *codec
	client client.Client // of callers
	queue  string        // of callers and workflows
}

// New begins an interface of that name, with the errors that its package and its annotations have.
func New(name string, known []KnownError, opts ...Option) Interface {
	i := Interface{name: name}
	for _, opt := range opts {
		if opt != nil {
			opt(&i.options)
		}
	}
	i.codec = &codec{known: slices.Concat(known, i.options.errors, everywhere)}
	return i
}

// Calls is [New] for callers: activities are started by that client, on that task queue. It panics if the client is nil or the queue
// has no name.
func Calls(c client.Client, queue, name string, known []KnownError, opts ...Option) Interface {
	switch {
	case c == nil:
		panic("temporalbackoff: the client of " + name + " is nil")
	case queue == "":
		panic("temporalbackoff: the task queue of " + name + " has no name")
	}
	i := New(name, known, opts...)
	i.client, i.queue = c, queue
	return i
}

// On is [New] for workflows: activities are scheduled on that task queue, or on the workflow's own if it is empty.
func On(queue, name string, known []KnownError, opts ...Option) Interface {
	i := New(name, known, opts...)
	i.queue = queue
	return i
}

// DecoratorOptions are the options of the decorator that runs inside the activities.
func (i Interface) DecoratorOptions() []backoff.Option {
	return append([]backoff.Option{decorate.Reporting()}, i.options.decorator...)
}

// Method returns the method of that name under a policy. It panics if the policy cannot be carried out on Temporal.
func (i Interface) Method(name string, p backoff.Policy, traits ...decorate.Traits) Method {
	m := Method{of: i, name: i.name + "." + name}
	for _, t := range traits {
		m.traits |= t
	}
	if err := m.Set(p); err != nil {
		panic(err.Error())
	}
	return m
}

// A Method is one method of an interface: its name and its policy. It is safe for concurrent use once it is made.
type Method struct {
	of     Interface
	name   string // Store.Fetch
	policy backoff.Policy
	mapped Mapping
	traits decorate.Traits
}

// Set puts a method under another policy. It returns an error if that cannot be carried out on Temporal.
func (m *Method) Set(p backoff.Policy) error {
	mapped, err := Map(p)
	if err != nil {
		return fmt.Errorf("%s: %w", m.name, err)
	}
	if h := m.of.heartbeat; h > 0 && mapped.Heartbeat > 0 {
		mapped.Heartbeat = h
	}
	m.policy, m.mapped = p, mapped
	return nil
}

// activity is the name of the method's activity.
func (m *Method) activity() string { return m.of.prefix + m.name }

// Checked returns what is under other policies, or the errors of setting them.
func Checked[T any](all *T, errs ...error) (*T, error) {
	return decorate.Checked(all, errs...)
}
