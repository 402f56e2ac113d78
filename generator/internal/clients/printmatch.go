package clients

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// expression returns what a match is as a boolean expression, and the statement before it; it is "" where a switch over
// values says it better.
func (p *printer) expression(m Match) (expression, before string) {
	switch m := m.(type) {
	case Is:
		var parts []string
		for _, n := range m.Values {
			parts = append(parts, fmt.Sprintf("%s(err, %s)", p.standard("errors", "Is"), p.qualify(n)))
		}
		return either(parts), ""
	case Text:
		var parts []string
		for _, text := range m.Contains {
			parts = append(parts, fmt.Sprintf("%s(err.Error(), %s)", p.standard("strings", "Contains"), strconv.Quote(text)))
		}
		return either(parts), ""
	case Expr:
		if len(m.In) > 1 {
			return "", ""
		}
		return p.among(p.text(m), m.In), ""
	case As:
		if _, ok := m.switched(); ok {
			return "", ""
		}
		if len(m.Where) == 0 {
			return "ok", fmt.Sprintf("_, ok := %s[%s](err)", p.standard("errors", "AsType"), p.typ(m.Type))
		}
		parts := []string{"ok"}
		for _, c := range m.Where {
			parts = append(parts, p.condition(c))
		}
		return strings.Join(parts, " && "), fmt.Sprintf("e, ok := %s[%s](err)", p.standard("errors", "AsType"), p.typ(m.Type))
	}
	return "", ""
}

// either joins alternatives, each on a line of its own where there are many.
func either(parts []string) string {
	if len(parts) > 2 {
		return strings.Join(parts, " ||\n")
	}
	return strings.Join(parts, " || ")
}

// switched returns the condition of m that is printed as a switch.
func (m As) switched() (Condition, bool) {
	if len(m.Where) == 1 && len(m.Where[0].In) > 1 {
		return m.Where[0], true
	}
	return Condition{}, false
}

// values prints a match over a list of values as a switch.
func (p *printer) values(s Step) {
	switch m := s.Match.(type) {
	case Expr:
		p.printf("switch %s {\ncase ", p.text(m))
		p.cases(m.In)
		p.printf("\nreturn %s\n}\n", p.truth(s.Returns))
	case As:
		c, _ := m.switched()
		p.printf("if e, ok := %s[%s](err); ok {\nswitch %s {\ncase ", p.standard("errors", "AsType"), p.typ(m.Type), operand(c))
		p.cases(c.In)
		p.printf("\nreturn %s\n}\n}\n", p.truth(s.Returns))
	}
}

// cases prints the values of a case clause, each with what it is called.
func (p *printer) cases(values []Value) {
	if !slices.ContainsFunc(values, func(v Value) bool { return v.Words != "" }) && len(values) < 4 {
		var list []string
		for _, v := range values {
			list = append(list, p.value(v))
		}
		p.printf("%s:", strings.Join(list, ", "))
		return
	}
	for i, v := range values {
		end, words := ",", ""
		if i == len(values)-1 {
			end = ":"
		}
		if v.Words != "" {
			words = " // " + v.Words
		}
		p.printf("%s%s%s", p.value(v), end, words)
		if i < len(values)-1 {
			p.printf("\n")
		}
	}
}

// predeclaredTypes are those that expressions of the table use.
var predeclaredTypes = regexp.MustCompile(`\b(any|bool)\b`)

// text is the expression of m.
func (p *printer) text(m Expr) string {
	var names []any
	for _, n := range m.Names {
		names = append(names, p.qualify(n))
	}
	return fmt.Sprintf(predeclaredTypes.ReplaceAllStringFunc(m.Text, p.predeclared), names...)
}

// condition is c as a boolean expression over e.
func (p *printer) condition(c Condition) string { return p.among(operand(c), c.In) }

// operand is what c compares.
func operand(c Condition) string {
	if c.Mask != "" {
		return "e." + c.Field + "&" + c.Mask
	}
	return "e." + c.Field
}

// among says that an operand is one of some values, or true where there are none.
func (p *printer) among(operand string, values []Value) string {
	var parts []string
	for _, v := range values {
		parts = append(parts, operand+" == "+p.value(v))
	}
	switch len(parts) {
	case 0:
		return operand
	case 1:
		return parts[0]
	}
	return "(" + strings.Join(parts, " || ") + ")"
}

// value is a constant.
func (p *printer) value(v Value) string {
	if v.Literal != "" {
		return v.Literal
	}
	return p.qualify(v.Name)
}

// typ is a type of errors.
func (p *printer) typ(t Type) string {
	switch {
	case t.Method != "":
		return fmt.Sprintf("interface {\n%s\n%s() %s\n}", p.predeclared("error"), t.Method, p.predeclared(t.Result))
	case t.Pointer:
		return "*" + p.qualify(t.Name)
	}
	return p.qualify(t.Name)
}
