package load

import (
	"bytes"
	"context"
	"go/ast"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// A Body is a package with its function bodies, type-checked as far as it compiles.
type Body struct {
	Path  string
	Fset  *token.FileSet
	Files []*ast.File
	Types *types.Package
	Info  *types.Info
}

// Bodies returns the packages at paths, and those of the patterns of which a source has one of the words. Unlike [Load] it takes the
// files as they are, generated ones included, and builds what they import.
func Bodies(ctx context.Context, cfg Config, paths, words []string) ([]Body, error) {
	if len(paths)+len(words) == 0 {
		return nil, nil
	}
	l, err := openLoader(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if len(words) > 0 {
		if err := l.refuseIrregular(); err != nil {
			return nil, err
		}
		listed, err := l.packages(ctx, packages.NeedName|packages.NeedFiles, false, nil, l.patterns()...)
		if err != nil {
			return nil, err
		}
		for _, p := range listed {
			if slices.ContainsFunc(p.GoFiles, func(path string) bool { return mentions(path, words) }) {
				paths = append(paths, p.PkgPath)
			}
		}
	}
	if len(paths) == 0 {
		return nil, nil
	}
	slices.Sort(paths)
	loaded, err := l.packages(ctx, packages.LoadSyntax, false, nil, slices.Compact(paths)...)
	var bodies []Body
	for _, p := range loaded {
		if p.Types != nil && p.TypesInfo != nil {
			bodies = append(bodies, Body{p.PkgPath, p.Fset, p.Syntax, p.Types, p.TypesInfo})
		}
	}
	return bodies, err
}

// refuseIrregular looks for files that the go command must not open in all folders that it is going to list.
func (l *loader) refuseIrregular() error {
	for _, pattern := range l.patterns() {
		root, below := strings.CutSuffix(pattern, "/...")
		if !strings.HasPrefix(pattern, ".") && !filepath.IsAbs(pattern) {
			continue
		}
		err := filepath.WalkDir(l.abs(root), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // the go command says what is wrong
			case entry.IsDir() && path != l.abs(root) && (!below || isLeftOut(entry.Name())):
				return fs.SkipDir
			case !entry.IsDir() && filepath.Ext(path) == ".go" && isIrregular(path, entry):
				return irregularError([]string{path})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mentions reports whether a file that this generator did not write has one of the words.
func mentions(path string, words []string) bool {
	text, err := readSource(path)
	return err == nil && !output.IsGenerated(text) && slices.ContainsFunc(words, func(word string) bool { return bytes.Contains(text, []byte(word)) })
}
