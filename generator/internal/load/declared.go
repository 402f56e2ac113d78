package load

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// A Declared is a type of any package, with what an interface that is written from it has to know.
type Declared struct {
	Type *types.TypeName

	// Docs are the comments of the package's methods, by "Type.Method", and Order is where each is among them. What another
	// package declares is in neither.
	Docs  map[string]string
	Order map[string]int

	// The folder that the interface is for: its import path, empty when it is in no module; the name of its package, and what that
	// declares.
	Path, Name string
	Names      map[string]bool
}

// Declaration loads the type called name of a package, for an interface in the folder cfg.Dir. The package is named as for the go
// command, or, without a path, as code names it: sql is database/sql, and redis what a package of the module imports by that
// name.
func Declaration(ctx context.Context, cfg Config, pkg, name string) (*Declared, error) {
	l, err := openLoader(ctx, cfg)
	if err != nil {
		return nil, err
	}
	path, err := l.pathByName(pkg)
	if err != nil {
		return nil, err
	}
	const mode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedExportFile | packages.NeedTypes
	found, err := l.packages(ctx, mode, false, nil, path)
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%s is %d packages; expected one", pkg, len(found))
	}
	p := found[0]
	d := &Declared{Docs: map[string]string{}, Order: map[string]int{}, Names: map[string]bool{}}
	if p.Types != nil {
		d.Type, _ = p.Types.Scope().Lookup(name).(*types.TypeName)
	}
	switch {
	case d.Type == nil && len(p.Errors) > 0:
		e := p.Errors[0]
		if pos := position(e.Pos); pos.Line > 0 {
			pos.Filename = diag.Relative(pos.Filename, l.Dir)
			return nil, fmt.Errorf("%s: %s", pos, oneLine(message(e)))
		}
		return nil, errors.New(message(e))
	case d.Type == nil:
		return nil, fmt.Errorf("package %s has no type %s%s", p.PkgPath, name, typeHint(p.Types, name))
	}
	d.readDocs(p.GoFiles)
	return d, d.readFolder(l)
}

// pathByName returns the path of the package that is called name, and name itself where that is a path.
func (l *loader) pathByName(name string) (string, error) {
	if name == "" {
		return ".", nil
	}
	if strings.ContainsAny(name, "/.") || l.std.Has(name) {
		return name, nil
	}
	list, further := l.std.ByName(name), []string(nil)
	for _, p := range l.importedByName(name) {
		switch {
		case p.direct && !slices.Contains(list, p.path):
			list = append(list, p.path)
		case !p.direct:
			further = append(further, p.path)
		}
	}
	if len(list) == 0 {
		list = further
	}
	if len(list) == 0 {
		list = l.requiredByName(name)
	}
	switch len(list) {
	case 0:
		return "", fmt.Errorf("no package is called %s: neither in the standard library nor in the modules that this one requires; go get its module, or write its path", name)
	case 1:
		return list[0], nil
	}
	return "", fmt.Errorf("several packages are called %s: %s; write the path", name, strings.Join(list, ", "))
}

// An imported package is one of the module, one that its packages import, or one that those import in turn.
type importedPackage struct {
	path   string
	direct bool // it is one of the first two
}

// importedByName returns the packages that are called name among those that the module has or imports. What is internal to others is
// left out.
func (l *loader) importedByName(name string) []importedPackage {
	all := "./..."
	if l.module.file != "" {
		if _, path, err := l.importPath(filepath.Dir(l.module.file)); err == nil {
			all = path + "/..."
		}
	}
	out, err := l.goList(l.ctx, []string{"-e", "-deps", "-f", "{{.ImportPath}} {{.Name}} {{.DepOnly}} {{join .Imports \" \"}}"}, []string{all})
	if err != nil {
		return nil
	}
	var found []importedPackage
	direct := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) < 3 {
			continue // a package that cannot be read has no name
		}
		path, ownName, depOnly, imports := fields[0], fields[1], fields[2], fields[3:]
		if depOnly == "false" {
			direct[path] = true
			for _, i := range imports {
				direct[i] = true
			}
		}
		if ownName == name && !isInternal(path) {
			found = append(found, importedPackage{path: path})
		}
	}
	for i := range found {
		found[i].direct = direct[found[i].path]
	}
	return found
}

// requiredByName returns the paths of the packages that are called name in the modules that the main module requires, as far as these
// have been downloaded: what was got a moment ago is imported nowhere yet.
func (l *loader) requiredByName(name string) []string {
	text, err := l.readMod(l.module.file)
	if err != nil {
		return nil
	}
	mod, err := modfile.ParseLax(l.module.file, text, nil)
	if err != nil {
		return nil
	}
	var patterns []string
	for _, r := range mod.Require {
		patterns = append(patterns, r.Mod.Path+"/...")
	}
	if len(patterns) == 0 {
		return nil
	}
	list := l.listEach("{{if eq .Name \""+name+"\"}}{{.ImportPath}}{{end}}", patterns)
	list = slices.DeleteFunc(list, isInternal)
	slices.Sort(list) // the folder of one module may be within that of another
	return slices.Compact(list)
}

// isInternal reports whether a package is internal to others.
func isInternal(path string) bool { return strings.Contains("/"+path+"/", "/internal/") }

// listEach returns the words that go list prints of patterns, without a network. One pattern may make go list fail for all of them: that
// one is left out.
func (l *loader) listEach(format string, patterns []string) []string {
	out, err := l.goList(l.ctx, []string{"-find", "-f", format}, patterns, "GOPROXY=off")
	if half := len(patterns) / 2; err != nil && half > 0 && l.ctx.Err() == nil {
		return append(l.listEach(format, patterns[:half]), l.listEach(format, patterns[half:])...)
	}
	return strings.Fields(string(out))
}

func typeHint(p *types.Package, name string) string {
	if p == nil {
		return ""
	}
	for _, other := range p.Scope().Names() {
		if _, isType := p.Scope().Lookup(other).(*types.TypeName); isType && strings.EqualFold(other, name) {
			return " (did you mean " + other + "?)"
		}
	}
	return ""
}

// readDocs reads the comments of methods in a package's files. A file that cannot be read has none.
func (d *Declared) readDocs(files []string) {
	slices.Sort(files)
	fset := token.NewFileSet()
	add := func(receiver string, name *ast.Ident, doc *ast.CommentGroup) {
		key := receiver + "." + name.Name
		d.Order[key] = len(d.Order)
		d.Docs[key] = printable(doc.Text())
	}
	for _, name := range files {
		f, _ := parseFile(fset, name, nil)
		if f == nil {
			continue
		}
		for _, decl := range f.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if receiver := directive.ReceiverName(decl); receiver != "" {
					add(receiver, decl.Name, decl.Doc)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					ts, isType := spec.(*ast.TypeSpec)
					if !isType {
						continue
					}
					if literal, ok := ts.Type.(*ast.InterfaceType); ok {
						for _, field := range literal.Methods.List {
							for _, method := range field.Names {
								add(ts.Name.Name, method, field.Doc)
							}
						}
					}
				}
			}
		}
	}
}

// printable returns a text that moves no terminal's cursor.
func printable(text string) string {
	var b strings.Builder
	_, _ = diag.TextWriter(&b).Write([]byte(text)) // a builder takes everything
	return b.String()
}

// readFolder reads what the package in the loader's folder is called and declares. A file that is empty, as the one into which a
// shell writes what is printed, counts for nothing.
func (d *Declared) readFolder(l *loader) error {
	dir, err := filepath.Abs(l.Dir)
	if err != nil {
		return err
	}
	if _, path, err := l.importPath(dir); err == nil {
		d.Path = path
	}
	d.Name = nameOf(filepath.Base(dir))
	if d.Path != "" {
		d.Name = nameOf(d.Path)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	for _, name := range files {
		f, _ := parseFile(token.NewFileSet(), name, nil)
		if f == nil || f.Name == nil || f.Name.Name == "" || f.Name.Name == "_" || strings.HasSuffix(f.Name.Name, "_test") {
			continue
		}
		if !strings.HasSuffix(name, "_test.go") {
			d.Name = f.Name.Name
		}
		for id := range directive.Declared(f) {
			d.Names[id.Name] = true
		}
	}
	return nil
}
