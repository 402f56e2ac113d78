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

// isVetTool reports whether go vet runs the program: to ask for its version and flags, or for one package, which a .cfg
// file describes.
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

// refuseNewerGo reports done, with an exit code, for a package that needs a newer Go release than the one that built
// this program. All packages of a newer standard library do, and packages that import them have no types. It prints a
// message for packages with annotations, and nothing for the others, of which there are hundreds.
func refuseNewerGo(configFile, built string, stderr io.Writer) (code int, done bool) {
	var cfg unitchecker.Config
	data, err := os.ReadFile(configFile)
	if err != nil || json.Unmarshal(data, &cfg) != nil {
		return 0, false // the unit checker reports it
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

// isNewer reports whether a package's Go version is newer than the release that built this program.
func isNewer(wanted, built string) bool {
	return goversion.IsValid(wanted) && goversion.IsValid(built) && goversion.Compare(goversion.Lang(wanted), goversion.Lang(built)) > 0
}

// lacksTypes reports whether an import of a package has no types, because it was refused.
func lacksTypes(cfg unitchecker.Config) bool {
	for _, path := range cfg.ImportMap {
		if cfg.PackageVetx[path] == "" && path != "unsafe" && path != "C" {
			return true
		}
	}
	return false
}

// areAnnotated reports whether one of the files contains //backoff:.
func areAnnotated(filenames []string) bool {
	return slices.ContainsFunc(filenames, func(name string) bool {
		text, err := os.ReadFile(name)
		return err == nil && bytes.Contains(text, []byte("//backoff:"))
	})
}
