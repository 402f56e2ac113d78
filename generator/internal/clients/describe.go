package clients

import (
	"fmt"
	"strconv"
	"strings"
)

// Describe says in one line of Go and words what a match matches.
func Describe(m Match) string {
	switch m := m.(type) {
	case Is:
		return strings.Join(nameList(m.Values), ", ")
	case Text:
		var texts []string
		for _, text := range m.Contains {
			texts = append(texts, strconv.Quote(text))
		}
		return "the text " + strings.Join(texts, " or ")
	case Expr:
		return withValues(m.source(), m.In)
	case As:
		var conditions []string
		for _, c := range m.Where {
			field := c.Field
			if c.Mask != "" {
				field += "&" + c.Mask
			}
			conditions = append(conditions, withValues(field, c.In))
		}
		if len(conditions) == 0 {
			return m.Type.String()
		}
		return m.Type.String() + " with " + strings.Join(conditions, " and ")
	}
	return ""
}

// withValues says what one of values is asked of.
func withValues(what string, values []Value) string {
	if len(values) == 0 {
		return what
	}
	var list []string
	for _, v := range values {
		text := v.Literal
		if text == "" {
			text = v.Name.String()
		}
		if v.Words != "" {
			text += " (" + v.Words + ")"
		}
		list = append(list, text)
	}
	return what + " " + strings.Join(list, ", ")
}

// source is m's expression with the names that the table has.
func (m Expr) source() string {
	var names []any
	for _, name := range nameList(m.Names) {
		names = append(names, name)
	}
	return fmt.Sprintf(m.Text, names...)
}

// nameList returns names as Go code has them.
func nameList(names []Name) []string {
	var list []string
	for _, n := range names {
		list = append(list, n.String())
	}
	return list
}

// String returns the type as Go code has it; of an interface its method.
func (t Type) String() string {
	switch {
	case t.Method != "" && t.Result == "":
		return "an error with the method " + t.Method + "()"
	case t.Method != "":
		return "an error with the method " + t.Method + "() " + t.Result
	case t.Pointer:
		return "*" + t.Name.String()
	}
	return t.Name.String()
}

// of returns the rules of a class.
func (c Client) of(class Class) []Rule {
	var rules []Rule
	for _, r := range c.Rules {
		if r.Class == class {
			rules = append(rules, r)
		}
	}
	return rules
}

// responsesOf returns the rules of a class about responses.
func (c Client) responsesOf(class Class) []ResponseRule {
	var rules []ResponseRule
	for _, r := range c.Responses {
		if r.Class == class {
			rules = append(rules, r)
		}
	}
	return rules
}

// describe says what a response is known by.
func (r ResponseRule) describe() string {
	return withValues("*http.Response with StatusCode", r.Statuses)
}

// readIn says which modules were read.
func (c Client) readIn() string {
	if len(c.Modules) == 0 {
		return "the standard library of " + goVersion
	}
	var list []string
	for _, m := range c.Modules {
		list = append(list, m.Path+" "+m.Version)
	}
	return strings.Join(list, ", ")
}

// repeats is what there is to say of all clients that repeat by themselves what may have been carried out.
const repeats = "An error tells of the client's last try alone, and one before it may have been carried out: the classes keep their promises only where that is switched off."

// facts are what is said of c beside its classes, in the order in which it is told.
func (c Client) facts() []namedFact {
	facts := []namedFact{{"retries by itself", c.Retries}, {"switched off by", c.Off}, {"server's hint", c.Hint}}
	if c.Tried.Text != "" {
		facts = append(facts, namedFact{"tried on a server", c.Tried})
	}
	for _, fact := range c.Beware {
		facts = append(facts, namedFact{"beware", fact})
	}
	return facts
}

type namedFact struct {
	name string
	Fact
}
