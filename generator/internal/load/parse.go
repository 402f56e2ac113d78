package load

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// parseAll parses the files of all candidates. A syntax error stops the folder that it is in, and no other.
func (l *loader) parseAll(candidates []*candidate) {
	var all []*candidate
	for _, c := range candidates {
		all = append(all, c)
		if c.withTests != nil {
			all = append(all, c.withTests)
		}
	}
	errs := make([][]error, len(all))
	parallel(len(all), func(i int) {
		c := all[i]
		c.files = make([]*ast.File, len(c.filenames))
		errs[i] = make([]error, len(c.filenames))
		parallel(len(c.files), func(j int) {
			c.files[j], errs[i][j] = l.parseOnce(c.filenames[j], c.scan.text[c.filenames[j]])
		})
		c.rest = l.parseRest(c)
	})
	for i, c := range all { // which may share their folder
		for j, err := range errs[i] {
			if err != nil {
				c.scan.folder.reportSyntax(c.filenames[j], err)
			}
		}
		c.files = slices.DeleteFunc(c.files, func(f *ast.File) bool { return f == nil })
		var deep ast.Node
		if name := tooDeep(c.files); name != nil {
			deep = name
		} else {
			deep = tooDeepLiteral(c.files, func(f *ast.File) bool { return c.scan.folder.Annotated[l.fset.File(f.FileStart).Name()] })
		}
		if deep != nil {
			d := diag.Diagnostic{Code: TooDeep, Pos: l.fset.Position(deep.Pos()), Message: nestingMessage}
			c.scan.folder.Diagnostics, c.files = append(c.scan.folder.Diagnostics, d), nil
		}
	}
}

// parseRest parses the files that have the candidate's package name and are not part of it, including those that were
// generated from another package. A file with a syntax error counts as far as it can be parsed: it is not compiled
// here.
func (l *loader) parseRest(c *candidate) []*ast.File {
	var rest []*ast.File
	names := slices.Collect(maps.Keys(c.scan.text))
	names = append(names, slices.Collect(maps.Keys(c.scan.folder.Origins))...)
	slices.Sort(names)
	for _, name := range names {
		if slices.Contains(c.filenames, name) {
			continue
		}
		if f, _ := l.parseOnce(name, c.scan.text[name]); f != nil && f.Name.Name == c.name {
			rest = append(rest, f)
		}
	}
	return rest
}

// parseOnce parses a file, or returns the tree that was parsed ahead. Each call returns another tree.
func (l *loader) parseOnce(name string, text []byte) (*ast.File, error) {
	if f, ok := l.prefetched.takeFile(name); ok {
		return f.File, f.err
	}
	return parseFile(l.fset, name, text)
}

// parseFile parses a file and empties its function bodies. Its comments stay, also those inside the bodies: an
// annotation there has to be reported. If text is nil, the file is read.
func parseFile(fset *token.FileSet, filename string, text []byte) (*ast.File, error) {
	if text == nil {
		var err error
		if text, err = readSource(filename); err != nil {
			return nil, err
		}
	}
	f, err := parser.ParseFile(fset, filename, text, parser.ParseComments|parser.SkipObjectResolution)
	if f != nil {
		dropBodies(f)
	}
	return f, err
}

// readSource reads a source of the module, unless it is a link that leads out of that.
func readSource(filename string) ([]byte, error) {
	if output.LeavesModule(filename) {
		return nil, &fs.PathError{Op: "read", Path: filename, Err: errOutside}
	}
	return output.Read(filename)
}

var errOutside = errors.New("this link leads out of the module, and backoffgen does not follow it")

// dropBodies empties function bodies instead of removing them: the type checker reports a function without a body.
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
