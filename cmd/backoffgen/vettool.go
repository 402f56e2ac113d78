package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	goversion "go/version"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/backoffgen/backoffgen/generator/analyzer"
)

// isVetTool reports whether it is go vet that runs the program: to ask what it is and which flags it has, and then once for
// each package, which a file describes.
func isVetTool(args []string) bool {
	switch {
	case len(args) == 0:
		return false
	case len(args) == 1 && (args[0] == "-V=full" || args[0] == "-flags"):
		return true
	}
	return strings.HasSuffix(args[len(args)-1], ".cfg")
}

// vetTool does what go vet asks for, and ends the process.
func vetTool(args []string) {
	if code, done := refuseNewerGo(args[len(args)-1], runtime.Version(), os.Stderr); done {
		os.Exit(code)
	}
	unitchecker.Main(analyzer.Analyzer)
}

// refuseNewerGo reports done, with an exit code, for a package that takes a newer Go release than this program was built
// with. The packages of a new standard library are all such, and those that import one go without its types. It says so
// once for each package that has annotations, and nothing of all others, of which there are hundreds.
func refuseNewerGo(configFile, built string, stderr io.Writer) (code int, done bool) {
	var cfg unitchecker.Config
	data, err := os.ReadFile(configFile)
	if err != nil || json.Unmarshal(data, &cfg) != nil {
		return 0, false // which the unit checker says
	}
	if !isNewer(cfg.GoVersion, built) && !lacksTypes(cfg) {
		return 0, false
	}
	if cfg.VetxOnly || !areAnnotated(cfg.GoFiles) {
		return exitFine, true
	}
	fmt.Fprintf(stderr, "backoffgen: %s: this program was built with %s, but the go command here is newer: rebuild it with that one (go install, or go tool)\n",
		cfg.ImportPath, built)
	return exitStale, true
}

// isNewer reports whether a package's Go version is newer than a release knows about.
func isNewer(wanted, built string) bool {
	return goversion.IsValid(wanted) && goversion.IsValid(built) && goversion.Compare(goversion.Lang(wanted), goversion.Lang(built)) > 0
}

// lacksTypes reports whether an import of a package has left no types: it was refused.
func lacksTypes(cfg unitchecker.Config) bool {
	for _, path := range cfg.ImportMap {
		if cfg.PackageVetx[path] == "" && path != "unsafe" && path != "C" {
			return true
		}
	}
	return false
}

// areAnnotated reports whether one of the files speaks of annotations.
func areAnnotated(filenames []string) bool {
	return slices.ContainsFunc(filenames, func(name string) bool {
		text, err := os.ReadFile(name)
		return err == nil && bytes.Contains(text, []byte("//backoff:"))
	})
}
