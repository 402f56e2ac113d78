package draft

import (
	"bytes"
	"fmt"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// signature returns a method as it stands in an interface, or nothing and why it cannot be written there.
func (d *drafter) signature(m *types.Func) (text, why string) {
	why = d.obstacle(signatureOf(m))
	if why != "" {
		return "", why
	}
	var b bytes.Buffer
	b.WriteString(m.Name())
	types.WriteSignature(&b, signatureOf(m), d.imports.qualifier)
	return b.String(), ""
}

// obstacle returns why a type cannot be written in the file's package; nothing where it can.
func (d *drafter) obstacle(t types.Type) (why string) {
	hides := func(o types.Object) bool { return o.Pkg() != nil && o.Pkg().Path() != d.Path && !o.Exported() }
	walk(t, func(o *types.TypeName) {
		switch {
		case why != "":
		case hides(o):
			why = "it has the type " + o.Name() + ", which " + o.Pkg().Path() + " does not export"
		case o.Pkg() != nil && o.Pkg().Path() != d.Path && !mayImport(d.Path, o.Pkg().Path()):
			why = "it has a type of " + o.Pkg().Path() + ", which this package may not import"
		}
	})
	if why != "" {
		return why
	}
	// A struct or an interface that is written out is another one in another package where that does not export a part of it.
	resolve.AllTypes(t, func(t types.Type) bool {
		switch t := t.(type) {
		case *types.Struct:
			for v := range t.Fields() {
				if hides(v) {
					why = "it has a struct with the field " + v.Name() + ", which " + v.Pkg().Path() + " does not export"
				}
			}
		case *types.Interface:
			for m := range t.ExplicitMethods() {
				if hides(m) {
					why = "it has an interface with the method " + m.Name() + ", which " + m.Pkg().Path() + " does not export"
				}
			}
		}
		return why == ""
	})
	return why
}

// mayImport reports whether a package may import another one, as far as folders called internal say.
func mayImport(from, path string) bool {
	i := strings.LastIndex("/"+path+"/", "/internal/")
	if i < 0 {
		return true
	}
	parent := strings.TrimSuffix(path[:i], "/")
	return parent != "" && (from == parent || strings.HasPrefix(from, parent+"/"))
}

// walk calls visit for each declared type in t. A struct or an interface that is written out is what it consists of.
func walk(t types.Type, visit func(*types.TypeName)) {
	resolve.AllTypes(t, func(t types.Type) bool {
		switch t := t.(type) {
		case *types.Alias:
			visit(t.Obj())
		case *types.Named:
			visit(t.Obj())
		}
		return true
	})
}

// typeParams returns the type parameters of a generic type as they are declared, with their constraints; else nothing.
func (d *drafter) typeParams() string {
	list := d.params()
	if list == nil {
		return ""
	}
	var parts []string
	for p := range list.TypeParams() {
		parts = append(parts, p.Obj().Name()+" "+types.TypeString(p.Constraint(), d.imports.qualifier))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func (d *drafter) params() *types.TypeParamList {
	if named, ok := d.typ.(*types.Named); ok && named.TypeParams().Len() > 0 {
		return named.TypeParams()
	}
	return nil
}

// typeArgs returns the arguments for the type's own parameters; nothing where it has none.
func (d *drafter) typeArgs() string {
	list := d.params()
	if list == nil {
		return ""
	}
	var names []string
	for p := range list.TypeParams() {
		names = append(names, p.Obj().Name())
	}
	return "[" + strings.Join(names, ", ") + "]"
}

// reference returns the type as the file has it.
func (d *drafter) reference() string {
	of := d.Type.Name()
	if p := d.Type.Pkg(); p != nil && d.imports.qualifier(p) != "" {
		of = d.imports.qualifier(p) + "." + of
	}
	return of + d.typeArgs()
}

// assertion returns what stops compiling when the type has lost a method. The adapter is empty where there is none.
func (d *drafter) assertion(name, adapter string) string {
	args := d.typeArgs()
	value := "(*" + d.reference() + ")(nil)"
	switch {
	case adapter != "":
		value = d.adapterName(name) + args + "{}"
	case types.IsInterface(d.typ):
		value = d.reference() + "(nil)"
	}
	text := fmt.Sprintf("var _ %s%s = %s", name, args, value)
	if args != "" {
		return "func _" + d.typeParams() + "() { " + text + " }"
	}
	return text
}

// imports are the packages that the file names.
type imports struct {
	own   string // the path of the file's package
	names map[string]string
	taken map[string]bool
	path  []string
	real  map[string]string // the packages' own names
}

func newImports(in Input) *imports {
	i := &imports{own: in.Path, names: map[string]string{}, taken: map[string]bool{}, real: map[string]string{}}
	for name := range in.Names {
		i.taken[name] = true
	}
	return i
}

// qualifier returns the name of a package in the file: its own, with a number after it where another one has that.
func (i *imports) qualifier(p *types.Package) string {
	if p.Path() == i.own {
		return ""
	}
	if name, ok := i.names[p.Path()]; ok {
		return name
	}
	name := p.Name()
	for n := 2; i.taken[name]; n++ {
		name = fmt.Sprint(p.Name(), n)
	}
	i.taken[name] = true
	i.names[p.Path()], i.real[p.Path()] = name, p.Name()
	i.path = append(i.path, p.Path())
	return name
}

// text is the import declaration, the standard library first; nothing where there are no imports.
func (i *imports) text() string {
	if len(i.path) == 0 {
		return ""
	}
	slices.Sort(i.path)
	var std, others []string
	for _, p := range i.path {
		line := "\t\"" + p + "\""
		if i.names[p] != i.real[p] || i.real[p] != path.Base(p) {
			line = "\t" + i.names[p] + " \"" + p + "\""
		}
		if first, _, _ := strings.Cut(p, "/"); strings.Contains(first, ".") {
			others = append(others, line)
		} else {
			std = append(std, line)
		}
	}
	if len(std) > 0 && len(others) > 0 {
		std = append(std, "")
	}
	if len(i.path) == 1 {
		return "import " + strings.TrimSpace(strings.Join(append(std, others...), "")) + "\n\n"
	}
	return "import (\n" + strings.Join(append(std, others...), "\n") + "\n)\n\n"
}
