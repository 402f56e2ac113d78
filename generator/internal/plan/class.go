package plan

import "github.com/backoffgen/backoffgen/generator/internal/clients"

// A Class is a predicate over the errors of a well-known client, or over responses, that is generated: it tells those of some
// classes from all others. The policies of a file that name the same classes share one.
type Class struct {
	Client  clients.Client
	Classes []clients.Class
	Text    string // as an annotation would have it: @pgx.unsent,@pgx.throttled

	// Steps are its questions about an error. They are nil if it is about a response, which Responses are.
	Steps     []clients.Step
	Responses []clients.ResponseRule

	Name string // of the generated function: retryingStoreIsPgx
}

// Identifier returns what c is about as part of a function's name: Pgx, PgxUnsent, HTTPThrottledResponse.
func (c *Class) Identifier() string {
	name := c.Client.Identifier(c.Classes...)
	if c.Steps == nil {
		name += "Response"
	}
	return name
}

// Classes returns the predicates over clients' errors and responses that d uses, in the order of its methods. One may come several
// times.
func (d *Decorator) Classes() []*Class {
	var list []*Class
	for _, m := range d.Methods {
		list = append(list, m.Classes()...)
	}
	return list
}

// Classes returns the predicates over clients' errors and responses that m's policy has.
func (m *Method) Classes() []*Class {
	if m.Policy == nil {
		return nil
	}
	var list []*Class
	add := func(errors []Matcher) {
		for _, matcher := range errors {
			if matcher.Class != nil {
				list = append(list, matcher.Class)
			}
		}
	}
	add(m.Policy.Errors)
	for _, c := range m.Policy.Cases {
		add(c.Errors)
	}
	for _, q := range m.Rejections() {
		for _, c := range []*Class{q.Response, q.Unknown} {
			if c != nil {
				list = append(list, c)
			}
		}
	}
	return list
}
