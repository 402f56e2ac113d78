package directive

import (
	"go/ast"
	"go/token"
	"sync"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// A Cache reads the annotations of each file once, however many ask: the loader for the packages that they name, and the
// resolver for what they say. The zero value is ready to use, and safe for concurrent use.
type Cache struct {
	results sync.Map // of type cached, by *ast.File
}

type cached struct {
	file        *File
	diagnostics []diag.Diagnostic
}

// Read is [Read], but for a file that was read before it returns the same result again, which must not be changed.
func (c *Cache) Read(fset *token.FileSet, file *ast.File, src []byte) (*File, []diag.Diagnostic) {
	if known, ok := c.results.Load(file); ok {
		result := known.(cached)
		return result.file, result.diagnostics
	}
	f, ds := Read(fset, file, src)
	c.results.Store(file, cached{f, ds})
	return f, ds
}
