package resolve

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A span is a range of positions in a file.
type span struct{ pos, end token.Pos }

// textSpan returns the span of text that starts at pos.
func textSpan(pos token.Pos, text string) span { return span{pos, pos + token.Pos(len(text))} }

// findings collects diagnostics.
type findings struct {
	fset *token.FileSet
	list []diag.Diagnostic
}

// errorf adds an error. The pointer can be used to add a hint until the next diagnostic is added.
func (f *findings) errorf(at span, code, format string, args ...any) *diag.Diagnostic {
	return f.add(diag.Error, at, code, fmt.Sprintf(format, args...))
}

// warnf adds a warning, as errorf does an error.
func (f *findings) warnf(at span, code, format string, args ...any) *diag.Diagnostic {
	return f.add(diag.Warning, at, code, fmt.Sprintf(format, args...))
}

func (f *findings) add(s diag.Severity, at span, code, message string) *diag.Diagnostic {
	// The type checker's messages may fill several lines; a diagnostic is one.
	message = oneLine(message)
	d := diag.Diagnostic{Severity: s, Code: code, Pos: f.fset.Position(at.pos), End: f.fset.Position(at.end), Message: message}
	f.list = append(f.list, d)
	return &f.list[len(f.list)-1]
}

// oneLine returns text on one line, with single spaces.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// related returns a second place for a diagnostic.
func (f *findings) related(at token.Pos, message string) []diag.Related {
	return []diag.Related{{Pos: f.fset.Position(at), Message: message}}
}

// didYouMean returns the hint that names the word of known nearest to word, or nothing.
func didYouMean(word string, known []string) string {
	if near := keys.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	return ""
}

// typeString writes a type as it would be written in the package.
func (r *resolver) typeString(t types.Type) string {
	return typeText(t, func(p *types.Package) string {
		if p.Path() == r.Pkg.Path() {
			return ""
		}
		return p.Name()
	})
}
