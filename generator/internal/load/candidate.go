package load

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// A candidate is a package that has to be type-checked: a package as others import it, the same package together with
// its test files, or its external test package.
type candidate struct {
	scan      *folderScan
	path      string // its import path
	name      string
	goVersion string
	filenames []string // without generated files
	files     []*ast.File
	rest      []*ast.File // the folder's other files of this package's name

	// withTests is set for an external test package whose tested package has test files of its own. It is the tested
	// package together with these files: the external test may use what export_test.go declares. Nil otherwise.
	withTests *candidate

	needed map[string]bool  // the import paths whose types are needed
	wanted map[string]bool  // those of clients whose errors annotations name: they may not exist in the client's version here
	cycles map[string]error // those of them that import this package
	pkg    *Package
}

// findCandidates returns the packages that have to be type-checked. A package that the go command cannot list gets
// diagnostics instead, unless none of its annotated files would be compiled anyway.
func (l *loader) findCandidates(scans []*folderScan) []*candidate {
	var candidates []*candidate
	for _, s := range scans {
		if len(s.listed.Errors) > 0 && len(s.hiddenFiles()) > 0 {
			l.relist(s)
		}
		if len(s.folder.Annotated) == 0 {
			continue
		}
		for _, e := range s.listed.Errors {
			if path := s.unreadAt(e); path != "" { // the go command quotes what it has read there
				s.folder.report(Unreadable, path, errOutside.Error())
			} else if len(s.listed.GoFiles) > 0 || s.hasAnnotatedTests() {
				s.folder.reportList(e)
			}
		}
		if c := s.newCandidate(s.listed, s.folder.Annotated); c != nil {
			candidates = append(candidates, c)
		}
	}
	return append(candidates, l.findTestCandidates(scans)...)
}

// newCandidate makes a candidate of a listed package. It is nil when none of the wanted files is part of the package.
func (s *folderScan) newCandidate(p *packages.Package, wanted map[string]bool) *candidate {
	c := &candidate{scan: s, path: p.PkgPath, name: p.Name, pkg: &Package{decorates: map[string]bool{}}}
	if p.Module != nil && p.Module.GoVersion != "" {
		c.goVersion = "go" + p.Module.GoVersion
	}
	for _, f := range p.GoFiles {
		if s.isGenerated(f) {
			continue
		}
		c.filenames = append(c.filenames, f)
		if wanted[f] {
			c.pkg.decorates[f] = true
		}
	}
	slices.Sort(c.filenames)
	if len(c.pkg.decorates) == 0 {
		return nil
	}
	return c
}

// isGenerated reports whether a file was generated or is in the place of a generated one. It may have been written
// since the folder was scanned, since several runs may work at the same time.
func (s *folderScan) isGenerated(filename string) bool {
	if slices.Contains(s.folder.Generated, filename) || slices.Contains(s.outsideLinks, filename) {
		return true
	}
	if _, ok := output.SourcePath(filename); !ok || s.text[filename] != nil {
		return false
	}
	text, err := output.Read(filename)
	return err == nil && output.IsGenerated(text)
}

// annotatedTests returns the names of the annotated test files.
func (s *folderScan) annotatedTests() map[string]bool {
	tests := map[string]bool{}
	for f := range s.folder.Annotated {
		if isTest(f) {
			tests[f] = true
		}
	}
	return tests
}

func (s *folderScan) hasAnnotatedTests() bool { return len(s.annotatedTests()) > 0 }

func isTest(filename string) bool { return strings.HasSuffix(filename, "_test.go") }

// findTestCandidates returns the candidates that have annotated test files. To find out which packages these belong to,
// the go command must list test packages too. That resolves imports and is slow, so it is done only for the folders
// that need it.
func (l *loader) findTestCandidates(scans []*folderScan) []*candidate {
	byDir := map[string]*folderScan{}
	hidden := map[string][]byte{}
	var patterns []string
	for _, s := range scans {
		if !s.hasAnnotatedTests() {
			continue
		}
		byDir[s.folder.Dir] = s
		patterns = append(patterns, s.folder.Dir)
		for _, name := range s.hiddenFiles() {
			hidden[name] = []byte("//go:build ignore\n\npackage hidden\n")
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
	inPackage := map[string]*candidate{} // by path
	external := map[*candidate]string{}  // the path of the package that each external test is of
	var candidates []*candidate
	for _, p := range listed {
		s := byDir[p.Dir]
		if s == nil || p.ForTest == "" {
			continue
		}
		if c := s.newCandidate(p, s.annotatedTests()); c != nil {
			candidates = append(candidates, c)
			if p.PkgPath != p.ForTest {
				external[c] = p.ForTest
			}
		}
		if p.PkgPath == p.ForTest {
			inPackage[p.PkgPath] = s.newCandidate(p, s.allFiles())
		}
	}
	for c, tested := range external {
		c.withTests = inPackage[tested]
	}
	return candidates
}

func (s *folderScan) allFiles() map[string]bool {
	all := map[string]bool{}
	for f := range s.text {
		all[f] = true
	}
	return all
}
