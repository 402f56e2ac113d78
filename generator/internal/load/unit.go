package load

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// A unit is one package to be type-checked: a package as others import it, the same with its test files, or its
// external test.
type unit struct {
	site      *site
	path      string // its import path
	name      string
	goVersion string
	filenames []string // own generated files left out
	files     []*ast.File
	rest      []*ast.File // the folder's other files of this package's name

	// tested holds, for an external test of a package that has test files of its own, the package as it is with them:
	// what export_test.go declares can be named in the external test. Nil otherwise.
	tested *unit

	needs  map[string]bool  // the import paths whose types are needed
	cycles map[string]error // those of them that import the unit
	pkg    *Package
}

// units returns what has to be type-checked. A package that the go command cannot list has diagnostics instead, unless
// none of its annotated files would be compiled anyway.
func (l *loader) units(sites []*site) []*unit {
	var units []*unit
	for _, s := range sites {
		if len(s.listed.Errors) > 0 && len(s.notSeen()) > 0 {
			l.relist(s)
		}
		if len(s.folder.Annotated) == 0 {
			continue
		}
		for _, e := range s.listed.Errors {
			if len(s.listed.GoFiles) > 0 || s.hasTests() {
				s.folder.reportList(e)
			}
		}
		if u := s.unit(s.listed, s.folder.Annotated); u != nil {
			units = append(units, u)
		}
	}
	return append(units, l.testUnits(sites)...)
}

// unit makes a unit of a listed package; it is nil when none of the files wanted is part of it.
func (s *site) unit(p *packages.Package, wanted map[string]bool) *unit {
	u := &unit{site: s, path: p.PkgPath, name: p.Name, pkg: &Package{decorates: map[string]bool{}}}
	if p.Module != nil && p.Module.GoVersion != "" {
		u.goVersion = "go" + p.Module.GoVersion
	}
	for _, f := range p.GoFiles {
		if s.isOwn(f) {
			continue
		}
		u.filenames = append(u.filenames, f)
		if wanted[f] {
			u.pkg.decorates[f] = true
		}
	}
	slices.Sort(u.filenames)
	if len(u.pkg.decorates) == 0 {
		return nil
	}
	return u
}

// isOwn reports whether a file was generated, or stands in the place of one, be it since the folder was scanned: several runs may be under way.
func (s *site) isOwn(filename string) bool {
	if slices.Contains(s.folder.Own, filename) || slices.Contains(s.barred, filename) {
		return true
	}
	if _, ok := output.Source(filename); !ok || s.text[filename] != nil {
		return false
	}
	text, err := output.Read(filename)
	return err == nil && output.IsOwn(text)
}

// tests returns the annotated test files, in a set of their own.
func (s *site) tests() map[string]bool {
	tests := map[string]bool{}
	for f := range s.folder.Annotated {
		if isTest(f) {
			tests[f] = true
		}
	}
	return tests
}

func (s *site) hasTests() bool { return len(s.tests()) > 0 }

func isTest(filename string) bool { return strings.HasSuffix(filename, "_test.go") }

// testUnits returns the units of annotated test files. Which packages they belong to takes a list of its own, which is
// asked for these folders alone because it resolves imports and is slow.
func (l *loader) testUnits(sites []*site) []*unit {
	byDir := map[string]*site{}
	hidden := map[string][]byte{}
	var patterns []string
	for _, s := range sites {
		if !s.hasTests() {
			continue
		}
		byDir[s.folder.Dir] = s
		patterns = append(patterns, s.folder.Dir)
		for _, own := range s.notSeen() {
			hidden[own] = []byte("//go:build ignore\n\npackage hidden\n")
		}
	}
	if len(patterns) == 0 {
		return nil
	}
	listed, err := l.packages(l.ctx, listMode|packages.NeedForTest, true, hidden, patterns...)
	if err != nil {
		for _, s := range byDir {
			s.folder.report(ListError, s.folder.Dir, err.Error())
		}
		return nil
	}
	inPackage := map[string]*unit{} // by path
	external := map[*unit]string{}  // the path of the package that each external test is of
	var units []*unit
	for _, p := range listed {
		s := byDir[p.Dir]
		if s == nil || p.ForTest == "" {
			continue
		}
		if u := s.unit(p, s.tests()); u != nil {
			units = append(units, u)
			if p.PkgPath != p.ForTest {
				external[u] = p.ForTest
			}
		}
		if p.PkgPath == p.ForTest {
			inPackage[p.PkgPath] = s.unit(p, s.allText())
		}
	}
	for u, tested := range external {
		u.tested = inPackage[tested]
	}
	return units
}

func (s *site) allText() map[string]bool {
	all := map[string]bool{}
	for f := range s.text {
		all[f] = true
	}
	return all
}
