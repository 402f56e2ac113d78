// Package tree writes the modules that generators are measured on.
package tree

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Path is the import path of every module.
const Path = "example.com/cases"

// Interface is what the interface in each package is called.
const Interface = "Store"

// A Module says how much is in a module.
type Module struct {
	Packages  int
	Annotated int  // how many of the packages have an annotation, spread evenly; in the others it is a plain comment
	Only      bool // leave the packages without an annotation out
	Methods   int  // of each interface
}

// Write writes a module into dir, which must not exist. Root is the folder of the module that has package backoff.
func Write(dir, root string, m Module) error {
	for i := range m.Packages {
		annotated := i*m.Annotated/m.Packages != (i+1)*m.Annotated/m.Packages
		if m.Only && !annotated {
			continue
		}
		if err := write(Folder(dir, i), "store.go", source(i, m.Methods, annotated)); err != nil {
			return err
		}
	}
	return write(dir, "go.mod", goMod(root))
}

// Name returns what the i-th package is called.
func Name(i int) string { return fmt.Sprintf("p%05d", i) }

// Folder returns where the i-th package is, in a module in dir. No folder has more than a hundred others in it.
func Folder(dir string, i int) string {
	return filepath.Join(dir, fmt.Sprintf("d%03d", i/100), Name(i))
}

// ImportPath returns the i-th package's path.
func ImportPath(i int) string { return fmt.Sprintf("%s/d%03d/%s", Path, i/100, Name(i)) }

// Edit changes the i-th package, so that what depends on its text is out of date.
func Edit(dir string, i, edition int) error {
	return write(Folder(dir, i), "edition.go", fmt.Sprintf("package %s\n\n// Edition changes.\nconst Edition = %d\n", Name(i), edition))
}

func goMod(root string, require ...string) string {
	lines := append([]string{"github.com/backoffgen/backoffgen v0.0.0"}, require...)
	return fmt.Sprintf("module %s\n\ngo 1.26.0\n\nrequire (\n\t%s\n)\n\nreplace github.com/backoffgen/backoffgen => %q\n",
		Path, strings.Join(lines, "\n\t"), root)
}

func source(i, methods int, annotated bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "// Package %s is written by a program.\npackage %[1]s\n\nimport (\n\t\"context\"\n\t\"errors\"\n\t\"time\"\n)\n\n", Name(i))
	b.WriteString("// ErrBusy asks to come again.\nvar ErrBusy = errors.New(\"busy\")\n\n" +
		"// A User is stored.\ntype User struct {\n\tID   string\n\tSeen time.Time\n}\n\n" +
		"// Store keeps users.\n//\n")
	if annotated {
		b.WriteString("//backoff:policy attempt_timeout=200ms deadline=2s pause=100ms max_tries=5 errors=ErrBusy\n")
	} else {
		b.WriteString("// It is not retried.\n")
	}
	b.WriteString("type " + Interface + " interface {\n")
	for j := range methods {
		fmt.Fprintf(&b, "\t// Get%d returns a user.\n\tGet%[1]d(ctx context.Context, id string, at time.Time) (*User, error)\n", j)
	}
	b.WriteString("}\n\n")
	// Code for a generator to read past.
	for j := range 20 {
		fmt.Fprintf(&b, "func (u *User) later%d(ctx context.Context, s %s) (time.Time, error) {\n"+
			"\tif u == nil {\n\t\treturn time.Time{}, ErrBusy\n\t}\n"+
			"\tif err := ctx.Err(); err != nil {\n\t\treturn time.Time{}, err\n\t}\n"+
			"\treturn u.Seen.Add(%[1]d * time.Second), nil\n}\n\n", j, Interface)
	}
	return b.String()
}

func write(dir, name, text string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666)
}
