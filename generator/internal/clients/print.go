package clients

import (
	"fmt"
	"go/format"
	"slices"
	"strconv"
	"strings"
)

// A Function is a predicate to print.
type Function struct {
	Name    string // isPgxUnsent
	Client  Client
	Classes []Class
	Steps   []Step // of a selection with these classes

	// Import returns by which name a file knows a package; "" is for the file's own. When it is nil, that is the name that it has
	// in the table.
	Import func(path, name string) string
	// Predeclared returns what a file writes for a predeclared type or constant. When it is nil, that is its name.
	Predeclared func(name string) string
}

// Print returns the source of a func(error) bool, formatted, and the packages that it needs, sorted by their paths. An error
// means that the table holds something that is not Go.
func Print(f Function) (source string, imports []Package, err error) {
	p := printer{function: f, needed: map[Package]bool{}}
	p.printf("// %s reports whether err is %s as @%s has it, for %s:\n", f.Name, classNames(f.Classes), f.Client.Name, f.Client.Title)
	for _, class := range f.Classes {
		if slices.ContainsFunc(f.Steps, func(s Step) bool { return s.Returns && s.has(class) }) {
			p.printf("//   - %s: %s.\n", class, class.Meaning())
		}
	}
	p.printf("func %s(err %s) %s {\n", f.Name, p.predeclared("error"), p.predeclared("bool"))
	for i, s := range f.Steps {
		p.step(s, i == len(f.Steps)-1)
	}
	p.printf("}\n")
	return p.finish()
}

// PrintResponses returns the source of a func(*http.Response) bool, as [Print] does.
func PrintResponses(f Function, rules []ResponseRule) (source string, imports []Package, err error) {
	p := printer{function: f, needed: map[Package]bool{}}
	http := Package{"net/http", "http"}
	p.printf("// %s reports whether a response is %s as @%s has it.\n", f.Name, classNames(f.Classes), f.Client.Name)
	p.printf("func %s(resp *%s) %s {\nif resp == %s {\nreturn %s\n}\nswitch resp.StatusCode {\n", f.Name, p.qualify(http.name("Response")), p.predeclared("bool"), p.predeclared("nil"), p.truth(false))
	for _, r := range rules {
		p.printf("// %s: %s (%s)\ncase ", r.Class, r.Words, r.Source)
		p.cases(r.Statuses)
		p.printf("\nreturn %s\n", p.truth(true))
	}
	p.printf("}\nreturn %s\n}\n", p.truth(false))
	return p.finish()
}

// classNames names classes as in "unsent or throttled".
func classNames(classes []Class) string {
	var names []string
	for _, c := range classes {
		names = append(names, string(c))
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
	return strings.Join(names, "")
}

// has reports whether one of s's rules is of the class.
func (s Step) has(class Class) bool {
	return slices.ContainsFunc(s.Rules, func(r Rule) bool { return r.Class == class })
}

// A printer collects the source of one function.
type printer struct {
	function Function
	code     strings.Builder
	needed   map[Package]bool
}

func (p *printer) printf(format string, args ...any) { fmt.Fprintf(&p.code, format, args...) }

func (p *printer) finish() (string, []Package, error) {
	const clause = "package p\n\n" // without it, the formatter takes lists in comments apart
	code := p.code.String()
	formatted, err := format.Source([]byte(clause + code))
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w in\n%s", p.function.Name, err, code)
	}
	var imports []Package
	for imported := range p.needed {
		imports = append(imports, imported)
	}
	slices.SortFunc(imports, func(a, b Package) int { return strings.Compare(a.Path, b.Path) })
	return strings.TrimPrefix(string(formatted), clause), imports, nil
}

// qualify returns a name as the file has it.
func (p *printer) qualify(n Name) string {
	p.needed[n.Package] = true
	if p.function.Import == nil {
		return n.String()
	}
	if name := p.function.Import(n.Package.Path, n.Package.Name); name != "" {
		return name + "." + n.Name
	}
	return n.Name
}

// predeclared returns a predeclared name as the file has it.
func (p *printer) predeclared(name string) string {
	if p.function.Predeclared == nil {
		return name
	}
	return p.function.Predeclared(name)
}

// truth is a constant as the file has it.
func (p *printer) truth(value bool) string { return p.predeclared(strconv.FormatBool(value)) }

// standard returns a name of a package of the standard library whose name is its path.
func (p *printer) standard(pkg, name string) string { return p.qualify(Name{Package{pkg, pkg}, name}) }

// step prints one question; after the last one, what else the function returns.
func (p *printer) step(s Step, last bool) {
	for _, r := range s.Rules {
		p.printf("// %s: %s (%s)\n", r.Class, r.Words, r.Source)
	}
	expression, before := p.expression(s.Match)
	switch {
	case expression == "":
		p.values(s)
	case last && before != "":
		p.printf("%s\nreturn %s\n", before, expression)
		return
	case last:
		p.printf("return %s\n", expression)
		return
	case before != "":
		p.printf("if %s; %s {\nreturn %s\n}\n", before, expression, p.truth(s.Returns))
	default:
		p.printf("if %s {\nreturn %s\n}\n", expression, p.truth(s.Returns))
	}
	if last {
		p.printf("return %s\n", p.truth(false))
	}
}
