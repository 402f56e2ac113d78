package backoff_test

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// runtimeFiles parses what the runtime is made of, but for the modules below it, and calls visit.
func runtimeFiles(t *testing.T, visit func(path string, f *ast.File)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			if nested, _ := filepath.Glob(filepath.Join(path, "go.mod")); len(nested) > 0 || entry.Name() == "testdata" {
				return fs.SkipDir
			}
			return nil
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files++
		visit(path, f)
		return nil
	})
	if err != nil || files < 50 {
		t.Fatalf("%d files, %v", files, err)
	}
}

// The runtime opens no file and no connection, starts no program, and reads no environment: it imports nothing that could, and of
// what could it uses names that do not.
func TestTheRuntimeTouchesNothing(t *testing.T) {
	allowed := map[string][]string{
		"os":       {"ErrDeadlineExceeded", "File"},
		"net/http": {"Request", "Response", "NoBody", "ParseTime", "Header", "RoundTripper", "DefaultTransport"},
	}
	runtimeFiles(t, func(path string, f *ast.File) {
		names := map[string]string{} // of packages that are looked at, by what they are called in the file
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			switch first, _, _ := strings.Cut(imported, "/"); {
			case slices.Contains([]string{"os/exec", "os/signal", "syscall", "plugin", "net", "C"}, imported):
				t.Errorf("%s imports %s", path, imported)
			case first == "os", first == "net":
				names[filepath.Base(imported)] = imported
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if id, ok := s.X.(*ast.Ident); ok && names[id.Name] != "" {
					of := names[id.Name]
					isStatus := of == "net/http" && (strings.HasPrefix(s.Sel.Name, "Status") || strings.HasPrefix(s.Sel.Name, "Method"))
					if !isStatus && !slices.Contains(allowed[of], s.Sel.Name) {
						t.Errorf("%s uses %s.%s", path, of, s.Sel.Name)
					}
				}
			}
			return true
		})
	})
}

// No package has state: its variables are errors, matchers and tables, which nothing assigns to.
func TestTheRuntimeHasNoState(t *testing.T) {
	assigned, declared := map[string]bool{}, map[string]string{}
	runtimeFiles(t, func(path string, f *ast.File) {
		for _, decl := range f.Decls {
			if group, ok := decl.(*ast.GenDecl); ok && group.Tok == token.VAR {
				for _, spec := range group.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						if name.Name != "_" {
							declared[filepath.Dir(path)+" "+name.Name] = path
						}
					}
				}
				continue
			}
			locals := map[string]bool{}
			ast.Inspect(decl, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Field:
					for _, name := range n.Names {
						locals[name.Name] = true
					}
				case *ast.ValueSpec:
					for _, name := range n.Names {
						locals[name.Name] = true
					}
				case *ast.AssignStmt:
					for _, left := range n.Lhs {
						root := left
						for {
							if s, ok := root.(*ast.SelectorExpr); ok {
								root = s.X
							} else if i, ok := root.(*ast.IndexExpr); ok {
								root = i.X
							} else {
								break
							}
						}
						id, ok := root.(*ast.Ident)
						switch {
						case !ok:
						case n.Tok == token.DEFINE:
							locals[id.Name] = true
						case !locals[id.Name]:
							assigned[filepath.Dir(path)+" "+id.Name] = true
						}
					}
				}
				return true
			})
		}
	})
	if len(declared) == 0 {
		t.Fatal("no variable was found")
	}
	for name, path := range declared {
		if assigned[name] {
			t.Errorf("%s: %s is assigned to", path, name)
		}
	}
}

// Whatever a server asks for, the deadline bounds the call, and max_tries the attempts.
func TestNoServerMakesACallLonger(t *testing.T) {
	for _, hint := range []time.Duration{-1, 0, 1, time.Second, time.Hour, 1<<63 - 1} {
		synctest.Test(t, func(t *testing.T) {
			const deadline = 10 * time.Second
			attempts := 0
			p := backoff.Policy{
				MaxTries: 4, Deadline: deadline, Pause: time.Second, Multiplier: 1e300, Errors: []backoff.Matcher{backoff.Any},
				PauseFrom: func(error) (time.Duration, bool) { return hint, true },
			}
			start := time.Now()
			_, err := backoff.Do(t.Context(), &p, func(context.Context) (int, error) {
				attempts++
				return 0, errors.New("come back later")
			})
			if took := time.Since(start); err == nil || took > deadline || attempts > 4 || attempts < 1 {
				t.Errorf("a hint of %v: %d attempts in %v, %v", hint, attempts, took, err)
			}
		})
	}
}

// A decorator in a decorator multiplies the attempts of both, and makes no more.
func TestNestedAttemptsMultiply(t *testing.T) {
	attempts := 0
	p := backoff.Policy{MaxTries: 3, Errors: []backoff.Matcher{backoff.Any}}
	_, err := backoff.Do(t.Context(), &p, func(ctx context.Context) (int, error) {
		return backoff.Do(ctx, &p, func(context.Context) (int, error) {
			attempts++
			return 0, errors.New("down")
		})
	})
	if err == nil || attempts != 9 {
		t.Errorf("%d attempts, %v", attempts, err)
	}
}
