package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/backoffgen/backoffgen/generator/internal/wiring"
)

// warnNested warns of decorators around decorators.
func (c *checker) warnNested(pass *analysis.Pass) {
	if !c.nested || !c.warnings {
		return
	}
	code := wiring.Code{Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo}
	for _, n := range code.Nestings() {
		d := n.Warning()
		pass.Report(analysis.Diagnostic{Pos: n.Arg.Pos(), End: n.Arg.End(), Category: d.Code, Message: d.String()})
	}
}
