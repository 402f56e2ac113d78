package tree

import "strings"

// Config is what mockery's configuration is called, which Clean leaves alone.
const Config = ".mockery.yml"

// Configure writes what mockery needs to know of packages, by their import paths, into the folder of their module.
func Configure(dir string, packages []string) error {
	return write(dir, Config, "all: true\ndir: \"{{.InterfaceDir}}\"\nfilename: mocks.go\npkgname: \"{{.SrcPackageName}}\"\npackages:\n  "+
		strings.Join(packages, ":\n  ")+":\n")
}
