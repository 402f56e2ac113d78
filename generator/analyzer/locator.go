package analyzer

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// A locator finds the positions of diagnostics in a pass. Diagnostics have the positions that //line comments set, with
// the offset in the real file.
type locator struct{ *analysis.Pass }

// diagnostic returns a diagnostic in the form of package analysis, with the words that the command prints.
func (l locator) diagnostic(d diag.Diagnostic) analysis.Diagnostic {
	words := diag.Diagnostic{Severity: d.Severity, Message: d.Message, Hint: d.Hint}
	found := analysis.Diagnostic{Pos: l.pos(d.Pos), End: l.pos(d.End), Category: d.Code, Message: words.String()}
	for _, r := range d.Related {
		if at := l.pos(r.Pos); at.IsValid() {
			found.Related = append(found.Related, analysis.RelatedInformation{Pos: at, Message: r.Message})
		}
	}
	for _, fix := range d.Fixes {
		pos, end := l.pos(fix.Pos), l.pos(fix.End)
		if !pos.IsValid() || l.filename(pos) != fix.Pos.Filename {
			continue // the file was generated from another one, which would have to be edited
		}
		found.SuggestedFixes = append(found.SuggestedFixes, analysis.SuggestedFix{
			Message:   fix.Message,
			TextEdits: []analysis.TextEdit{{Pos: pos, End: end, NewText: []byte(fix.Text)}},
		})
	}
	return found
}

// pos returns the position in the pass that a diagnostic's position was made from, or NoPos. It is in one of the pass's
// files, or in one that export data names.
func (l locator) pos(p token.Position) token.Pos {
	for _, f := range l.Files {
		if at := posIn(l.Fset.File(f.FileStart), p); at.IsValid() {
			return at
		}
	}
	found := token.NoPos
	l.Fset.Iterate(func(f *token.File) bool {
		found = posIn(f, p)
		return !found.IsValid()
	})
	return found
}

func posIn(f *token.File, p token.Position) token.Pos {
	if !p.IsValid() || p.Offset > f.Size() {
		return token.NoPos
	}
	if at := f.Pos(p.Offset); f.Position(at) == p {
		return at
	}
	return token.NoPos
}

// filename returns the name of the real file that a position is in.
func (l locator) filename(at token.Pos) string { return l.Fset.PositionFor(at, false).Filename }
