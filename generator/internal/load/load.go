// Package load finds the packages that have annotations and type-checks them, with as little work as possible: it
// searches the text of all sources first, and only packages with an annotation or a generated file go further. It never
// type-checks function bodies, and ignores what the generator wrote before. So code that uses a decorator which does
// not exist yet, and stale or broken generated files, do not prevent anything.
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

// commandsGC is the GOGC of the go commands, unless the environment sets it: they end within a tenth of a second and
// need little memory, and garbage collection took a fifth of their time.
const commandsGC = "400"

// A Folder is one directory that holds annotations or generated files.
type Folder struct {
	Dir           string
	Path          string            // the import path
	Generated     []string          // the generated files that are there now, sorted
	Origins       map[string]string // of those whose source is in another package: how they name it
	Targets       map[string]string // of those that are for another engine than backoffgen's own
	GenerateLines []GenerateLine    // those that run this generator, in annotated folders
	Temporary     []string          // files of runs that were killed, or that still work
	Annotated     map[string]bool   // the source files whose text has an annotation, whatever their build constraints
	Packages      []*Package        // those that have the folder's annotations: at most a package and its two test variants

	// Diagnostics are about what prevents the go command from loading the folder, such as syntax errors.
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
	// Import returns a package that annotations name and their file does not import. It is safe for concurrent use.
	Import func(path string) (*types.Package, error)
	// Version returns the version of a module that packages were imported from, "" where that is not known.
	Version func(module string) string
	// Logf tells what -v shows.
	Logf func(format string, args ...any)
	// Std returns the paths of the standard packages that have a name and may be imported, sorted.
	Std func(name string) []string
	// Deprecated returns the paragraph that says that a method of another package's interface is deprecated, or nothing. It is
	// safe for concurrent use.
	Deprecated func(method types.Object) string

	decorates map[string]bool
	text      map[string][]byte
}

// Text returns the text of one of Files, by its name, or nil.
func (p *Package) Text(filename string) []byte { return p.text[filename] }

// Decorates reports whether the interfaces of a source file are decorated as part of this package. A file that is not a
// test is also part of the test variant of its package, but is not decorated there.
func (p *Package) Decorates(source string) bool { return p.decorates[source] }

// Load returns the folders that have annotations or generated files, sorted. What is wrong with single packages is in
// their folders; the error is about the patterns, or about the go command itself.
func Load(ctx context.Context, cfg Config) ([]*Folder, error) { return newLoader(ctx, cfg).load() }

// openLoader returns a loader that knows the environment and the module.
func openLoader(ctx context.Context, cfg Config) (*loader, error) {
	l := newLoader(ctx, cfg)
	env, err := l.askEnvironment()
	if err != nil {
		return nil, err
	}
	l.applyEnvironment(env)
	l.module = env.module()
	return l, nil
}

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
	if err := l.typeCheckAll(candidates); err != nil {
		return nil, err
	}

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
	build build.Context // chooses files nearly as the go command does

	scanned   map[string]*folderScan // by folder: those that were scanned before the list was complete
	irregular []string               // files that the go command must not open

	directives   directive.Cache
	deprecations *deprecations // of other packages' interfaces
	prefetched   prefetched
	importing    sync.Mutex    // locks imports for annotations, after the packages have been loaded
	exportDelay  time.Duration // how long loading export data may take before it is checked why
}
