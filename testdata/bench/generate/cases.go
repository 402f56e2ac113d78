package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/backoffgen/backoffgen/testdata/bench/generate/tree"
)

// A benchCase is a row of the table. Each contender has a copy of the module for itself, which is cleaned of what it wrote
// before it is measured.
type benchCase struct {
	name, text string
	module     tree.Module // none is the module with the client
	contenders []string
	once       []string // those of them that take so long that they are measured in the first round alone
	edited     []string // those of them whose packages are edited just before
	cold       bool     // with an empty build cache each time
	kept       bool     // what was generated stays
}

var cases = []benchCase{
	{
		name: "small", text: "one interface of 3 methods", module: tree.Module{Packages: 1, Annotated: 1, Methods: 3},
		contenders: []string{ours, mockery, moq, mockgen, goFind, goExport},
	},
	{
		name: "client", text: "UniversalClient of go-redis",
		contenders: []string{ours, mockery, moq, mockgen, goFind, goExport},
	},
	{
		name: "packages", text: "200 packages with an interface each", module: tree.Module{Packages: 200, Annotated: 200, Methods: 3},
		contenders: []string{ours, mockery, moq, mockgen, goFind, goExport}, once: []string{moq, mockgen},
	},
	{
		name: "again", text: "the same, up to date", module: tree.Module{Packages: 200, Annotated: 200, Methods: 3},
		contenders: []string{ours, ourCheck}, kept: true,
	},
	{
		name: "edited", text: "the same, just after editing all", module: tree.Module{Packages: 200, Annotated: 200, Methods: 3},
		contenders: []string{ours, mockery, goExport}, edited: []string{ours, mockery},
	},
	{
		name: "sparse-2000", text: "2000 packages of which 20 are annotated", module: tree.Module{Packages: 2000, Annotated: 20, Methods: 3},
		contenders: []string{ours, alone, reading, goFind},
	},
	{
		name: "sparse-10000", text: "10,000 packages of which 20 are annotated", module: tree.Module{Packages: 10000, Annotated: 20, Methods: 3},
		contenders: []string{ours, alone, reading, goFind},
	},
	{
		name: "none", text: "200 packages, no annotation anywhere", module: tree.Module{Packages: 200, Methods: 3},
		contenders: []string{ours, goFind},
	},
	{
		name: "cold", text: "UniversalClient, empty build cache",
		contenders: []string{ours, mockery, moq, mockgen}, once: peers, cold: true,
	},
}

func (c benchCase) isClient() bool { return c.module.Packages == 0 }

// write writes a contender's copy of the module into dir, and returns what is to be generated there.
func (c benchCase) write(dir, root, contender string) ([]input, error) {
	if c.isClient() {
		return writeClient(dir, root)
	}
	module := c.module
	module.Only = contender == alone
	if err := tree.Write(dir, root, module); err != nil {
		return nil, err
	}
	return inputs(dir, module.Packages), nil
}

// clientNeeds are the modules that the client is compiled from, on the systems that this may run on.
var clientNeeds = []string{"github.com/redis/go-redis/v9", "github.com/cespare/xxhash/v2", "go.uber.org/atomic", "golang.org/x/sys"}

// writeClient writes the module of the client, with the versions that this module has of what it needs.
func writeClient(dir, root string) ([]input, error) {
	versions, err := exec.Command("go", append([]string{"list", "-m", "-f", "{{.Path}} {{.Version}}{{if .Indirect}} // indirect{{end}}"}, clientNeeds...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("asking for the versions of what the client needs: %w", err)
	}
	text, err := os.ReadFile(filepath.Join("client", "client.go"))
	if err != nil {
		return nil, err
	}
	sums, err := os.ReadFile("go.sum")
	if err != nil {
		return nil, err
	}
	needs := strings.Split(strings.TrimSpace(string(versions)), "\n")
	if err := tree.WriteClient(dir, root, string(text), string(sums), needs); err != nil {
		return nil, err
	}
	return []input{{filepath.Join(dir, "client"), tree.Client, "client", tree.ClientInterface}}, nil
}
