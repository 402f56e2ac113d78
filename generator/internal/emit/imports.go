package emit

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"
)

// reserved are the packages that generated code itself needs. They keep their names whatever else is imported, so that
// all generated files look alike.
var reserved = map[string]string{"context": "context", "errors": "errors", "time": "time", runtimeName: runtimePath, engineName: enginePath}

// imports gives each imported package a name that is free in this file. Names are given in the order in which the file
// asks for them, so the same file always has the same names.
type imports struct {
	local string            // the path of the package that is written into
	outer scope             // the names of package scope
	used  scope             // other names that an import cannot have, and those given already
	names map[string]string // by path
}

func newImports(local string, outer, used scope) *imports {
	return &imports{local: local, outer: outer, used: used, names: map[string]string{}}
}

// name returns the name under which this file imports the package at path, which calls itself name.
func (i *imports) name(path, name string) string {
	if given, ok := i.names[path]; ok {
		return given
	}
	wanted := []string{name}
	if parent := parentElement(path, name); parent != "" {
		wanted = append(wanted, parent+name)
		if versionName.MatchString(name) {
			slices.Reverse(wanted) // v1 alone says nothing, so corev1 comes first
		}
	}
	wanted = slices.DeleteFunc(wanted, func(w string) bool {
		owner, ok := reserved[w]
		return ok && owner != path
	})
	given := i.used.claimWithin(i.outer, append(wanted, name+"2")...)
	i.names[path] = given
	return given
}

// has reports whether a package has been given that name.
func (i *imports) has(name string) bool {
	for _, given := range i.names {
		if given == name {
			return true
		}
	}
	return false
}

var (
	versionName     = regexp.MustCompile(`^v[0-9]+$`)
	notInIdentifier = regexp.MustCompile(`[^a-z0-9]+`)
	leadingDigits   = regexp.MustCompile(`^[0-9]+`)
)

// parentElement returns an element of a path that distinguishes its package from another with the same name, as an
// identifier: the last element if it is not the package's name, otherwise the one before.
func parentElement(importPath, name string) string {
	element := path.Base(importPath)
	if element == name {
		element = path.Base(path.Dir(importPath))
	}
	element = notInIdentifier.ReplaceAllString(strings.ToLower(element), "")
	return leadingDigits.ReplaceAllString(element, "")
}

// declaration is the import declaration: the standard library first, then the others, each sorted by path. A name is
// written if the path does not end in it.
func (i *imports) declaration() *jen.Statement {
	var std, others []jen.Code
	for _, p := range slices.Sorted(maps.Keys(i.names)) {
		spec := jen.Lit(p)
		if name := i.names[p]; name != path.Base(p) {
			spec = jen.Id(name).Lit(p)
		}
		if first, _, _ := strings.Cut(p, "/"); strings.Contains(first, ".") {
			others = append(others, spec)
		} else {
			std = append(std, spec)
		}
	}
	if len(std) > 0 && len(others) > 0 {
		std = append(std, jen.Empty())
	}
	specs := append(std, others...)
	if len(specs) == 1 {
		return jen.Id("import").Add(specs[0])
	}
	return jen.Id("import").Custom(jen.Options{Open: "(", Close: ")", Multi: true}, specs...)
}
