package resolve_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// exported reads export data, which is the same for all tests. That of what the runtime imports is asked for in one go, since each
// question to the go command takes as long as many tests.
var exported = sync.OnceValue(func() types.Importer {
	files := map[string]string{}
	list := func(patterns ...string) error {
		out, err := exec.Command("go", append([]string{"list", "-deps", "-export", "-f", "{{.ImportPath}} {{.Export}}"}, patterns...)...).Output()
		for line := range strings.Lines(string(out)) {
			p, file, _ := strings.Cut(strings.TrimSpace(line), " ")
			files[p] = file
		}
		return err
	}
	gc := importer.ForCompiler(fset, "gc", func(p string) (io.ReadCloser, error) {
		if len(files) == 0 {
			if err := list("net/http", "database/sql", runtimePath+"/..."); err != nil {
				return nil, fmt.Errorf("go list: %w", err)
			}
		}
		if files[p] == "" {
			if err := list(p); err != nil {
				return nil, fmt.Errorf("go list %s: %w", p, err)
			}
		}
		return os.Open(files[p])
	})
	return &shared{importer: gc, done: map[string]*types.Package{}}
})

// A shared importer is for several worlds at a time. It reads the runtime's source.
type shared struct {
	mu       sync.Mutex
	importer types.Importer
	done     map[string]*types.Package
}

func (s *shared) Import(p string) (*types.Package, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.locked(p)
}

func (s *shared) locked(p string) (*types.Package, error) {
	folder, ok := strings.CutPrefix(p, runtimePath)
	if !ok {
		return s.importer.Import(p)
	}
	if pkg := s.done[p]; pkg != nil {
		return pkg, nil
	}
	names, err := filepath.Glob(filepath.Join("../../../runtime", folder, "*.go"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no runtime: %v", err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	pkg, err := (&types.Config{Importer: importing(s.locked), IgnoreFuncBodies: true}).Check(p, fset, files, nil)
	if err == nil {
		s.done[p] = pkg
	}
	return pkg, err
}

type importing func(p string) (*types.Package, error)

func (f importing) Import(p string) (*types.Package, error) { return f(p) }
