package load

import (
	"errors"
	"go/types"

	"golang.org/x/tools/go/packages"
)

// loadExported loads the types of the packages of these paths from export data, in one go so that they belong together.
// The go command compiles what has changed since it was compiled last.
func (l *loader) loadExported(paths []string) *exported {
	e := &exported{packages: map[string]*types.Package{}, missing: map[string]error{}}
	if len(paths) == 0 {
		return e
	}
	pkgs, err := l.packages(packages.NeedName|packages.NeedTypes|packages.NeedImports, false, nil, paths...)
	if err != nil {
		l.Logf("loading export data: %v", err)
		for _, path := range paths {
			e.missing[path] = err
		}
		return e
	}
	for _, p := range pkgs {
		switch {
		case len(p.Errors) > 0:
			e.missing[p.PkgPath] = errors.New(oneLine(message(p.Errors[0])))
		case p.Types != nil && p.Types.Complete():
			e.packages[p.PkgPath] = p.Types
		}
	}
	return e
}
