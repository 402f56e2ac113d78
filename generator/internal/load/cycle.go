package load

import (
	"fmt"

	"golang.org/x/tools/go/packages"
)

// findCycles finds the imports of a candidate that import it in turn. Type-checking from source would not report such a
// cycle, since each import is then checked as if nothing imported it.
func (c *candidate) findCycles(graph map[string]*packages.Package) {
	c.cycles = map[string]error{}
	for path := range c.needed {
		if imports(graph[path], c.path, map[*packages.Package]bool{}) {
			c.cycles[path] = fmt.Errorf("import cycle not allowed: %s imports %s", path, c.path)
		}
	}
}

// imports reports whether p imports the package of a path, directly or through others.
func imports(p *packages.Package, path string, seen map[*packages.Package]bool) bool {
	if p == nil || seen[p] {
		return false
	}
	seen[p] = true
	for _, imported := range p.Imports {
		if imported.PkgPath == path || imports(imported, path, seen) {
			return true
		}
	}
	return false
}
