package analyzer_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/backoffgen/backoffgen/generator/analyzer"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// TestValid: what drivers ask of an analyzer holds.
func TestValid(t *testing.T) {
	if err := analysis.Validate([]*analysis.Analyzer{analyzer.Analyzer}); err != nil {
		t.Error(err)
	}
}

// TestHelp: each directive and each key is explained.
func TestHelp(t *testing.T) {
	for _, v := range directive.Verbs() {
		if !strings.Contains(analyzer.Analyzer.Doc, "\t//backoff:"+string(v.Verb)) || !strings.Contains(analyzer.Analyzer.Doc, v.Doc) {
			t.Errorf("the help does not explain %s", v.Verb)
		}
		for _, k := range directive.Keys(v.Verb) {
			if !strings.Contains(analyzer.Analyzer.Doc, "\t"+k.Name+" ") || !strings.Contains(analyzer.Analyzer.Doc, k.Doc) {
				t.Errorf("the help does not explain the key %s of %s", k.Name, v.Verb)
			}
		}
	}
}
