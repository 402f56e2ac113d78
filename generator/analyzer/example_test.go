package analyzer_test

import (
	"golang.org/x/tools/go/analysis/multichecker"

	"github.com/backoffgen/backoffgen/generator/analyzer"
)

// A program of one's own runs the analyzer beside others.
func Example() {
	multichecker.Main(analyzer.Analyzer)
}
