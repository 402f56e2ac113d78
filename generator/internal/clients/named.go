package clients

import "slices"

// A Declared is an exported name of a client's package that the table knows of, and what it is there.
type Declared struct {
	Name    string
	Kind    DeclaredKind
	Members []string // fields and methods, of a type
}

// A DeclaredKind is what a name is declared as.
type DeclaredKind string

// The kinds of names.
const (
	DeclaredType     DeclaredKind = "type"
	DeclaredValue    DeclaredKind = "value" // a variable or a constant
	DeclaredFunction DeclaredKind = "function"
)

// DeclaredIn returns what the table knows of a package by its path: the name by which code knows the package, and its exported names,
// each once, in the order of the table. Both are empty where no client has it.
func DeclaredIn(path string) (name string, declared []Declared) {
	add := func(n Name, kind DeclaredKind, members ...string) {
		if n.Package.Path != path {
			return
		}
		name = n.Package.Name
		i := slices.IndexFunc(declared, func(d Declared) bool { return d.Name == n.Name })
		if i < 0 {
			i, declared = len(declared), append(declared, Declared{Name: n.Name, Kind: kind})
		}
		for _, m := range members {
			if !slices.Contains(declared[i].Members, m) {
				declared[i].Members = append(declared[i].Members, m)
			}
		}
	}
	values := func(list []Value) {
		for _, v := range list {
			add(v.Name, DeclaredValue)
		}
	}
	for _, client := range All() {
		for _, c := range client.Variants() {
			for _, r := range c.Rules {
				switch m := r.Match.(type) {
				case Is:
					for _, n := range m.Values {
						add(n, DeclaredValue)
					}
				case As:
					add(m.Type.Name, DeclaredType)
					for _, w := range m.Where {
						add(m.Type.Name, DeclaredType, w.member())
						values(w.In)
					}
				case Expr:
					for _, n := range m.Names {
						add(n, DeclaredFunction)
					}
					values(m.In)
				}
			}
		}
	}
	return name, declared
}
