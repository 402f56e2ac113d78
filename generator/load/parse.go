package load

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
)

// parse parses the files of all units. A syntax error stops the units' folder and no other.
func (l *loader) parse(units []*unit) {
	for _, u := range units {
		for _, v := range []*unit{u, u.tested} {
			if v == nil {
				continue
			}
			files := make([]*ast.File, len(v.filenames))
			errs := make([]error, len(v.filenames))
			parallel(len(files), func(i int) {
				files[i], errs[i] = parseFile(l.fset, v.filenames[i], v.site.text[v.filenames[i]])
			})
			v.rest = l.parseRest(v)
			for i, err := range errs {
				if err != nil {
					v.site.folder.reportSyntax(v.filenames[i], err)
				}
				if files[i] != nil {
					v.files = append(v.files, files[i])
				}
			}
		}
	}
}

// parseRest parses the files that belong to the unit's package and not to the unit, those among them that were generated
// from another package. One that does not parse counts as far as it goes: it is not compiled here.
func (l *loader) parseRest(u *unit) []*ast.File {
	var rest []*ast.File
	names := slices.Collect(maps.Keys(u.site.text))
	names = append(names, slices.Collect(maps.Keys(u.site.folder.Origins))...)
	slices.Sort(names)
	for _, name := range names {
		if slices.Contains(u.filenames, name) {
			continue
		}
		if f, _ := parseFile(l.fset, name, u.site.text[name]); f != nil && f.Name.Name == u.name {
			rest = append(rest, f)
		}
	}
	return rest
}

// parseFile parses a file and empties its function bodies. Its comments stay, those inside the bodies too: an annotation
// among them is to be reported. A nil text is read from the file.
func parseFile(fset *token.FileSet, filename string, text []byte) (*ast.File, error) {
	var src any
	if text != nil {
		src = text
	}
	f, err := parser.ParseFile(fset, filename, src, parser.ParseComments|parser.SkipObjectResolution)
	if f != nil {
		dropBodies(f)
	}
	return f, err
}

// dropBodies empties function bodies rather than removing them: a function without one would be an error to the type
// checker.
func dropBodies(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				n.Body.List = nil
			}
		case *ast.FuncLit:
			n.Body.List = nil
		}
		return true
	})
}
