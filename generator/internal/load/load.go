// Package load finds the packages that have annotations and brings them up with types, as cheaply as that goes: it
// looks at the text of all sources first, and lets nothing but packages with a hit go further. It never looks at
// function bodies, nor at what the generator wrote before, so that code which uses a decorator that does not exist yet,
// and a stale or broken generated file, do not stand in the way.
package load

import (
	"context"
	"go/ast"
	"go/build"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// Config says what to load.
type Config struct {
	Dir      string                           // where patterns are relative to; empty is the process's directory
	Env      []string                         // the go command's environment; nil is the process's
	Tags     string                           // build tags, separated by commas
	Patterns []string                         // packages as for the go command; a .go file stands for the package of its folder; none is "."
	Logf     func(format string, args ...any) // called by one goroutine at a time
}

// commandsGC is what the go commands' garbage collector is set to, unless the environment says otherwise: they end within a tenth
// of a second and need little memory, and a fifth of their time was the collector's.
const commandsGC = "400"

// A Folder is one directory that holds annotations or generated files.
type Folder struct {
	Dir           string
	Path          string            // the import path
	Generated     []string          // the generated files that are there now, sorted
	Origins       map[string]string // those of them whose source is in another package, with what they say it is
	GenerateLines []GenerateLine    // the go:generate lines that run this generator, in annotated folders
	Temporary     []string          // what a run that was killed, or is still under way, has left
	Annotated     map[string]bool   // the source files in which a raw scan found an annotation, whatever their build constraints
	Packages      []*Package        // what the folder's annotations belong to; a package and its two test variants at most

	// Diagnostics says what keeps the go command from loading the folder, syntax errors among it.
	Diagnostics []diag.Diagnostic

	// ModFile is the go.mod file that the folder is under; empty when it is under none.
	ModFile string
}

// Loaded reports whether a source file is part of one of the folder's packages.
func (f *Folder) Loaded(source string) bool {
	return slices.ContainsFunc(f.Packages, func(p *Package) bool { return p.Decorates(source) })
}

// A Package is type-checked, with function bodies and generated files left out.
type Package struct {
	Fset       *token.FileSet
	Files      []*ast.File
	Rest       []*ast.File // the other files of the package: its tests, and what build constraints exclude
	Types      *types.Package
	Info       *types.Info
	TypeErrors []types.Error

	// Directives returns what the annotations of one of Files say, and what is wrong with their text. It is safe for
	// concurrent use, and the result is not to be changed.
	Directives func(f *ast.File) (*directive.File, []diag.Diagnostic)
	// Import returns a package that annotations name beyond what their file imports. It is safe for concurrent use.
	Import func(path string) (*types.Package, error)
	// Std returns the paths of the importable standard packages of a name, sorted.
	Std func(name string) []string
	// Deprecated returns the paragraph that says that a method of another package's interface is deprecated, or nothing. It is
	// safe for concurrent use.
	Deprecated func(method types.Object) string

	decorates map[string]bool
	text      map[string][]byte
}

// Text returns the text of one of Files, by the name of the file.
func (p *Package) Text(filename string) []byte { return p.text[filename] }

// Decorates reports whether the interfaces of a source file are decorated as part of this package. A file that is not
// a test is also seen by the test variant of its package, and left alone there.
func (p *Package) Decorates(source string) bool { return p.decorates[source] }

// Load returns the folders that hold annotations or generated files, sorted. What is wrong with single packages is in
// their folders; the error is about the patterns, or about the go command itself.
func Load(ctx context.Context, cfg Config) ([]*Folder, error) { return newLoader(ctx, cfg).load() }

func newLoader(ctx context.Context, cfg Config) *loader {
	if cfg.Env == nil {
		cfg.Env = os.Environ()
	}
	if lookupVariable(cfg.Env, "GOGC") == "" {
		cfg.Env = append(slices.Clip(cfg.Env), "GOGC="+commandsGC)
	}
	var logging sync.Mutex
	logf := cfg.Logf
	cfg.Logf = func(format string, args ...any) {
		if logf != nil {
			logging.Lock()
			defer logging.Unlock()
			logf(format, args...)
		}
	}
	l := &loader{Config: cfg, ctx: ctx, fset: token.NewFileSet(), scanned: map[string]*folderScan{}, exportDelay: exportDelay}
	l.deprecations = newDeprecations(func(path string) string {
		out, _ := l.goList(ctx, []string{"-f={{.Dir}}"}, []string{path})
		return strings.TrimSpace(string(out))
	})
	return l
}

func (l *loader) load() ([]*Folder, error) {
	listed, err := l.listAndPrefetch()
	if err != nil {
		return nil, err
	}
	scans := l.scan(listed)
	candidates := l.findCandidates(scans)
	l.parseAll(candidates)
	l.typeCheckAll(candidates)

	var folders []*Folder
	for _, s := range scans {
		folders = append(folders, s.folder)
	}
	for _, c := range candidates {
		if !diag.HasErrors(c.scan.folder.Diagnostics) {
			c.scan.folder.Packages = append(c.scan.folder.Packages, c.pkg)
		}
	}
	return folders, nil
}

// A loader is the state of one Load.
type loader struct {
	Config
	ctx  context.Context
	fset *token.FileSet

	module mainModule

	// What the environment says.
	std   *standard
	arch  types.Sizes
	build build.Context // close to what the go command chooses files by

	scanned   map[string]*folderScan // by folder, those that have been scanned before they are listed
	irregular []string               // what the go command must not be let near

	directives   directive.Cache
	deprecations *deprecations // of other packages' interfaces
	prefetched   prefetched
	importing    sync.Mutex    // by annotations, after the packages have been loaded
	exportDelay  time.Duration // before asking whether loading export data takes too long
}
