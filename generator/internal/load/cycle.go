package load

import (
	"fmt"

	"golang.org/x/tools/go/packages"
)

// findCycles notes which of the unit's imports import it in turn. Types from source would hide that: each import is then
// looked at as if nothing imported it.
func (u *unit) findCycles(graph map[string]*packages.Package) {
	u.cycles = map[string]error{}
	for path := range u.needs {
		if imports(graph[path], u.path, map[*packages.Package]bool{}) {
			u.cycles[path] = fmt.Errorf("import cycle not allowed: %s imports %s", path, u.path)
		}
	}
}

// imports reports whether p imports the package of a path, be it through others.
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
