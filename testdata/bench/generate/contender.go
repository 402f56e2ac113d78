package main

import (
	"io/fs"
	"os"
	"path/filepath"

	"github.com/backoffgen/backoffgen/testdata/bench/generate/measure"
	"github.com/backoffgen/backoffgen/testdata/bench/generate/tree"
)

// What the contenders are called.
const (
	ours     = "backoffgen"
	ourCheck = "backoffgen -check"
	mockery  = "mockery"
	moq      = "moq"
	mockgen  = "mockgen"
	goFind   = "go list -find"
	goExport = "go list -deps -export"
	alone    = "backoffgen, the 20 alone"
	reading  = "read all Go files"
)

// peers are the generators that the targets compare with.
var peers = []string{mockery, moq, mockgen}

// packages are the commands that must be built for a contender.
var packages = map[string]string{
	ours:    "github.com/backoffgen/backoffgen/cmd/backoffgen",
	mockery: "github.com/vektra/mockery/v3",
	moq:     "github.com/matryer/moq",
	mockgen: "go.uber.org/mock/mockgen",
}

// An input is one package with an interface.
type input struct{ folder, path, name, iface string }

// inputs returns the first n packages of a module in dir.
func inputs(dir string, n int) []input {
	all := make([]input, n)
	for i := range all {
		all[i] = input{tree.Folder(dir, i), tree.ImportPath(i), tree.Name(i), tree.Interface}
	}
	return all
}

// commands returns what a contender runs on a module in dir: one process, or one for each input where it can do no more
// than that. Mockgen could take several interfaces, but of one package.
func commands(contender, bin, dir string, in []input, pattern string) []measure.Command {
	tool := func(name string) string { return filepath.Join(bin, name+exe()) }
	var all []measure.Command
	switch contender {
	case ours, alone:
		return []measure.Command{{Dir: dir, Args: []string{tool("backoffgen"), pattern}}}
	case ourCheck:
		return []measure.Command{{Dir: dir, Args: []string{tool("backoffgen"), "-check", pattern}}}
	case mockery:
		return []measure.Command{{Dir: dir, Args: []string{tool("mockery")}}}
	case moq:
		for _, i := range in {
			all = append(all, measure.Command{Dir: i.folder, Args: []string{tool("moq"), "-out", "moq.go", ".", i.iface}})
		}
	case mockgen:
		for _, i := range in {
			all = append(all, measure.Command{Dir: i.folder, Args: []string{
				tool("mockgen"), "-destination", "mock.go", "-package", i.name, ".", i.iface,
			}})
		}
	case goFind:
		return []measure.Command{{Dir: dir, Args: []string{"go", "list", "-find", pattern}}}
	case goExport:
		return []measure.Command{{Dir: dir, Args: []string{"go", "list", "-deps", "-export", pattern}}}
	case reading:
		return []measure.Command{{Dir: dir, Args: []string{tool("generate"), "-read", dir}}}
	}
	return all
}

// readAll reads all Go files below root, one after the other.
func readAll(root string) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		_, err = os.ReadFile(path)
		return err
	})
}
