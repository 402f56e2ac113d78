// Package draft writes an interface from a type of a client: the methods that a program uses, short comments, and a policy to
// start from. What it writes is for people to go on with, and no generator writes it again.
package draft

import (
	"bytes"
	"fmt"
	"go/doc"
	"go/format"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// An Input says what to write.
type Input struct {
	Type    *types.TypeName
	Methods []directive.Pattern // those that are chosen; none is all

	Docs  map[string]string // comments of methods, by "Type.Method"
	Order map[string]int    // and where they stand in their source

	Path, Package string          // the path and the name of the package that the interface is for
	Names         map[string]bool // what that package declares
}

// A NoSuchMethodError says that the type has no method that one was chosen by.
type NoSuchMethodError struct {
	Type, Method string
	Known        []string // the methods that it has
}

func (e *NoSuchMethodError) Error() string {
	return fmt.Sprintf("%s has no exported method %s", e.Type, e.Method)
}

// File returns a source file with the interface, formatted. It generates and compiles as it is.
func File(in Input) ([]byte, error) {
	d := &drafter{Input: in, imports: newImports(in)}
	d.typ = types.Unalias(in.Type.Type())
	all := d.methods()
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has no exported methods", d.typeName())
	}
	chosen, err := d.choose(all)
	if err != nil {
		return nil, err
	}
	if list := d.params(); list != nil {
		for p := range list.TypeParams() {
			if why := d.obstacle(p.Constraint()); why != "" {
				return nil, fmt.Errorf("%s cannot be written in another package: of the constraint of %s, %s", d.typeName(), p.Obj().Name(), why)
			}
		}
	}
	name := d.interfaceName()
	var members bytes.Buffer
	var written, retried []*types.Func
	for i, m := range chosen {
		text, why := d.signature(m)
		if text == "" {
			fmt.Fprintf(&members, "\n\t// %s is left out: %s.\n", m.Name(), why)
			continue
		}
		if i > 0 {
			members.WriteString("\n")
		}
		for _, line := range d.comment(m) {
			fmt.Fprintf(&members, "\t// %s\n", line)
		}
		fmt.Fprintf(&members, "\t%s\n", text)
		written = append(written, m)
		if d.isRetried(m) {
			retried = append(retried, m)
		}
	}
	if len(written) == 0 {
		return nil, fmt.Errorf("no method of %s can be written in another package", d.typeName())
	}
	params := d.typeParams()
	adapter := d.adapter(name, chosen)
	assertion := d.assertion(name, adapter)
	var out bytes.Buffer
	var policy []string
	imported := ""
	if len(retried) > 0 {
		policy, imported = d.policy(written, retried)
	}
	fmt.Fprintf(&out, "package %s\n\n%s%s", in.Package, d.imports.text(), imported)
	for _, line := range d.intro(name, written, retried) {
		fmt.Fprintln(&out, strings.TrimRight("// "+line, " "))
	}
	for _, line := range policy {
		fmt.Fprintln(&out, line)
	}
	fmt.Fprintf(&out, "type %s%s interface {\n%s}\n\n%s\n%s\n", name, params, members.String(), adapter, assertion)
	return format.Source(out.Bytes())
}

// A drafter is one call of File.
type drafter struct {
	Input
	typ     types.Type
	imports *imports
}

// methods returns the exported methods of the type, in the order of their sources.
func (d *drafter) methods() []*types.Func {
	receiver := d.typ
	if !types.IsInterface(receiver) {
		receiver = types.NewPointer(receiver)
	}
	set := types.NewMethodSet(receiver)
	var all []*types.Func
	for selection := range set.Methods() {
		if m, ok := selection.Obj().(*types.Func); ok && m.Exported() {
			all = append(all, m)
		}
	}
	place := func(m *types.Func) int {
		if i, ok := d.Order[key(m)]; ok {
			return i
		}
		return len(d.Order)
	}
	slices.SortStableFunc(all, func(a, b *types.Func) int { return place(a) - place(b) })
	return all
}

// key is what the comments of a method are found by.
func key(m *types.Func) string {
	receiver := m.Signature().Recv()
	if receiver == nil {
		return m.Name()
	}
	t := receiver.Type()
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name() + "." + m.Name()
	}
	return m.Name()
}

// choose returns the methods that are wanted.
func (d *drafter) choose(all []*types.Func) ([]*types.Func, error) {
	if len(d.Methods) == 0 {
		return all, nil
	}
	var known []string
	for _, m := range all {
		known = append(known, m.Name())
	}
	for _, p := range d.Methods {
		if !slices.ContainsFunc(known, p.Matches) {
			return nil, &NoSuchMethodError{d.typeName(), p.Text, known}
		}
	}
	return slices.DeleteFunc(all, func(m *types.Func) bool {
		return !slices.ContainsFunc(d.Methods, func(p directive.Pattern) bool { return p.Matches(m.Name()) })
	}), nil
}

// typeName returns the type as users know it: sql.DB.
func (d *drafter) typeName() string {
	if p := d.Type.Pkg(); p != nil && p.Path() != d.Path {
		return p.Name() + "." + d.Type.Name()
	}
	return d.Type.Name()
}

// interfaceName returns a name for the interface that the package does not declare: that of the type where possible.
func (d *drafter) interfaceName() string {
	base := d.Type.Name()
	base = strings.ToUpper(base[:1]) + base[1:]
	name := base
	for n := 1; d.Names[name] || d.Type.Pkg() != nil && d.Type.Pkg().Path() == d.Path && name == d.Type.Name(); n++ {
		name = base + "API"
		if n > 1 {
			name += fmt.Sprint(n)
		}
	}
	return name
}

// comment returns what is written above a method, line by line.
func (d *drafter) comment(m *types.Func) []string {
	var lines []string
	text := d.Docs[key(m)]
	if synopsis := synopsisOf(text); synopsis != "" {
		lines = append(lines, wrap(synopsis)...)
	}
	note := func(text string) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, wrap(text)...)
	}
	if _, deprecated, ok := strings.Cut("\n"+text, "\nDeprecated: "); ok {
		note("Deprecated: " + new(doc.Package).Synopsis(deprecated))
	}
	switch {
	case !resolve.ReturnsError(signatureOf(m)):
		note("Not retried: its last result is not an error.")
	case resolve.IsClose(m):
		note("Not retried under the default: what is closed once is not closed again.")
	case !resolve.ContextOf(m.Signature()).SupportsLimits():
		note("It takes no context, so that no attempt_timeout or hedge could end its attempts.")
	}
	return lines
}

// notice matches a paragraph that says what a vendor changes, before the one that says what a method does.
var notice = regexp.MustCompile(`^([A-Z][\w ]* notice: |This change )`)

// synopsisOf returns the first sentence that says what a method does.
func synopsisOf(text string) string {
	for notice.MatchString(text) {
		_, rest, more := strings.Cut(text, "\n\n")
		if !more {
			break
		}
		text = rest
	}
	return new(doc.Package).Synopsis(text)
}

// wrap breaks text into lines of at most a hundred characters or so.
func wrap(text string) []string {
	const width = 110
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// isRetried reports whether a default applies to a method.
func (d *drafter) isRetried(m *types.Func) bool {
	return resolve.ReturnsError(signatureOf(m)) && !resolve.IsClose(m)
}
