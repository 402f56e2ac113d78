// Package golangci makes the analyzer of //backoff: annotations a plugin of golangci-lint: one of its module plugins, which are
// compiled into a golangci-lint of one's own by "golangci-lint custom". In .custom-gcl.yml:
//
//	version: v2.15.0
//	plugins:
//	  - module: github.com/backoffgen/backoffgen/generator/analyzer/golangci
//	    version: v0.1.0
//
// And in .golangci.yml:
//
//	version: "2"
//	linters:
//	  enable: [backoffgen]
//	  settings:
//	    custom:
//	      backoffgen:
//	        type: module
//	        description: checks //backoff annotations
//	        settings: {nested: false} # say nothing of decorators around decorators
//
// It says what go vet with the command backoffgen as its tool says, word by word.
package golangci

import (
	"fmt"
	"strconv"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/backoffgen/backoffgen/generator/analyzer"
)

// Name is the name of the linter.
const Name = "backoffgen"

func init() { register.Plugin(Name, New) }

// Settings are what .golangci.yml may say. What it leaves out is true.
type Settings struct {
	Warnings *bool `json:"warnings"` // report warnings as well as errors
	Nested   *bool `json:"nested"`   // warn of decorators around decorators, whose tries multiply
}

// New returns the plugin with settings as golangci-lint has read them. An error tells of settings that there are not.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, fmt.Errorf("settings of the linter %s: %w", Name, err)
	}
	return plugin{s}, nil
}

type plugin struct{ settings Settings }

// BuildAnalyzers is that of [register.LinterPlugin].
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	a := analyzer.Analyzer
	for flag, value := range map[string]*bool{"warnings": p.settings.Warnings, "nested": p.settings.Nested} {
		if value == nil {
			continue
		}
		if err := a.Flags.Set(flag, strconv.FormatBool(*value)); err != nil {
			return nil, err
		}
	}
	return []*analysis.Analyzer{a}, nil
}

// GetLoadMode is that of [register.LinterPlugin].
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
