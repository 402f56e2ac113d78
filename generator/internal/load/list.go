package load

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// listMode asks only for what the go command knows without reading imports.
const listMode = packages.NeedName | packages.NeedFiles | packages.NeedModule

func (l *loader) packages(ctx context.Context, mode packages.LoadMode, tests bool, overlay map[string][]byte, patterns ...string) ([]*packages.Package, error) {
	defer runs(ctx)()
	cfg := &packages.Config{
		Context: ctx, Mode: mode, Dir: l.Dir, Env: l.Env, Fset: l.fset, Tests: tests, Overlay: overlay,
	}
	if l.Tags != "" {
		cfg.BuildFlags = append(cfg.BuildFlags, "-tags="+l.Tags)
	}
	if l.module.modFlag != "" {
		cfg.BuildFlags = append(cfg.BuildFlags, l.module.modFlag)
		cfg.Env = append(slices.Clip(cfg.Env), "GOFLAGS="+l.module.otherFlags)
	}
	return packages.Load(cfg, patterns...)
}

// listAndPrefetch returns the packages that the patterns match, sorted by folder. It prefetches while the go command
// lists them.
func (l *loader) listAndPrefetch() ([]*packages.Package, error) {
	environment := start(l.askEnvironment)
	l.module = l.guessModule()
	list, stop := l.startList()
	defer func() { stop() }()
	env, err := environment.wait()
	if err != nil {
		return nil, err
	}
	l.applyEnvironment(env)
	if m := env.module(); m != l.module { // the guess was wrong
		stop()
		_, _ = list.wait() // it listed by the wrong guess
		l.module = m
		list, stop = l.startList()
	}
	l.prefetch(list.isDone)
	return list.wait()
}

func (l *loader) startList() (*pending[[]*packages.Package], context.CancelFunc) {
	ctx, stop := context.WithCancel(l.ctx)
	l.irregular = nil
	patterns := l.narrow(l.patterns())
	if len(l.irregular) > 0 {
		err := irregularError(l.irregular)
		return start(func() ([]*packages.Package, error) { return nil, err }), stop
	}
	return start(func() ([]*packages.Package, error) { return l.list(ctx, patterns) }), stop
}

func irregularError(paths []string) error {
	return fmt.Errorf("%s is not a regular file", strings.Join(paths, ", "))
}

// list returns the packages that the patterns match, sorted by folder. An error is about a pattern: a broken package
// matters only once an annotation is found in it.
func (l *loader) list(ctx context.Context, patterns []string) ([]*packages.Package, error) {
	if len(patterns) == 0 {
		return nil, nil
	}
	pkgs, err := l.packages(ctx, listMode, false, nil, patterns...)
	if err != nil {
		return nil, errors.New(goWords(err.Error()))
	}
	if len(pkgs) == 0 {
		return nil, fmt.Errorf("%s: matched no packages", strings.Join(patterns, " "))
	}
	var errs []error
	for _, p := range pkgs {
		if len(p.Errors) > 0 && p.Dir == "" {
			errs = append(errs, errors.New(message(p.Errors[0])))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	slices.SortFunc(pkgs, func(a, b *packages.Package) int { return cmp.Compare(a.Dir, b.Dir) })
	return slices.CompactFunc(pkgs, func(a, b *packages.Package) bool { return a.Dir == b.Dir }), nil
}

// patterns returns the patterns as the go command takes them. A .go file is replaced by its folder: the go command
// would make a package of the file alone, without the types of its neighbours.
func (l *loader) patterns() []string {
	if len(l.Patterns) == 0 {
		return []string{"."}
	}
	patterns := slices.Clone(l.Patterns)
	for i, p := range patterns {
		if !strings.HasSuffix(p, ".go") {
			continue
		}
		if isFile(l.abs(p)) {
			if patterns[i] = filepath.Dir(p); !filepath.IsAbs(p) {
				patterns[i] = "." + string(filepath.Separator) + patterns[i]
			}
		}
	}
	return patterns
}

// abs returns a path that is relative to Dir as one that is not.
func (l *loader) abs(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(l.Dir, path)
}

// relist lists a folder's package again without its generated files. One that has no package clause, or that of a
// package which was renamed since, makes the go command give up on the folder.
func (l *loader) relist(s *folderScan) {
	hidden := map[string][]byte{}
	for _, name := range s.hiddenFiles() {
		hidden[name] = []byte("//go:build ignore\n\npackage hidden\n")
	}
	if pkgs, err := l.packages(l.ctx, listMode, false, hidden, s.folder.Dir); err == nil && len(pkgs) == 1 {
		s.listed = pkgs[0]
	}
}

// message returns what the go command says about a package.
func message(e packages.Error) string { return goWords(e.Msg) }

// goWords returns a message of the go command without its exit status and its name.
func goWords(text string) string {
	if _, after, ok := strings.Cut(text, "stderr: "); ok && strings.HasPrefix(text, "err: ") {
		text = after
	}
	return strings.TrimPrefix(strings.TrimSpace(text), "go: ")
}
