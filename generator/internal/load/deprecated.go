package load

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"sync"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// deprecations finds out which methods of interfaces in other packages are deprecated. Export data says only where a
// method is declared, so its source file is read, once, when somebody asks.
type deprecations struct {
	findDir func(path string) string // asks the go command for the folder of a package; empty when it does not know

	mu    sync.Mutex
	dirs  map[string]string                 // of packages, by path
	files map[string]map[declaration]string // what is deprecated in a file, by its name
}

func newDeprecations(find func(path string) string) *deprecations {
	return &deprecations{findDir: find, dirs: map[string]string{}, files: map[string]map[declaration]string{}}
}

// A declaration is a name on a line.
type declaration struct {
	name string
	line int
}

// knowDir records the folder of a package: with -trimpath, export data does not have it. For a package that nothing has
// recorded, the go command is asked.
func (d *deprecations) knowDir(path, dir string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dirs[path] = dir
}

// paragraph returns the paragraph that says that a method of an interface is deprecated, or nothing.
func (d *deprecations) paragraph(fset *token.FileSet, method types.Object) string {
	if method.Pkg() == nil {
		return "" // the method of the predeclared error
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	at := fset.PositionFor(method.Pos(), false)
	file := at.Filename
	dir, known := d.dirs[method.Pkg().Path()]
	if !known && !filepath.IsAbs(file) {
		dir = d.findDir(method.Pkg().Path())
		d.dirs[method.Pkg().Path()] = dir
	}
	if dir != "" {
		file = filepath.Join(dir, filepath.Base(file))
	}
	methods, read := d.files[file]
	if !read {
		methods = deprecatedIn(file)
		d.files[file] = methods
	}
	return methods[declaration{method.Name(), at.Line}]
}

// deprecatedIn returns the deprecated methods of a file's interfaces. A file that cannot be read has none.
func deprecatedIn(filename string) map[declaration]string {
	text, err := output.Read(filename)
	if err != nil || !bytes.Contains(text, []byte("Deprecated: ")) {
		return nil
	}
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, filename, text, parser.ParseComments|parser.SkipObjectResolution)
	if f == nil {
		return nil
	}
	found := map[declaration]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		if literal, ok := n.(*ast.InterfaceType); ok {
			for _, field := range literal.Methods.List {
				text := directive.Deprecation(field.Doc)
				for _, name := range field.Names {
					if text != "" {
						found[declaration{name.Name, fset.Position(name.Pos()).Line}] = text
					}
				}
			}
		}
		_, isFunc := n.(*ast.FuncDecl)
		return !isFunc
	})
	return found
}
