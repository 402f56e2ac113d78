// Package diag has what the generator reports: diagnostics with an exact position, in a stable order, as text or as
// JSON.
package diag

import "go/token"

// Severity distinguishes an error, which prevents a package from being generated, from a warning, which does not.
type Severity int

// The severities.
const (
	Error   Severity = iota // it keeps its package from being generated
	Warning                 // it does not, and is not in the exit status
)

// A Diagnostic is a report about an annotation or about what it is written on.
type Diagnostic struct {
	Severity Severity
	Code     string         // a stable kebab-case name of the rule, such as "unknown-key"
	Pos      token.Position // where it is; columns count bytes from 1
	End      token.Position // where it ends; zero when only the start is known
	Message  string         // what is wrong and what was expected, one line, no final full stop
	Hint     string         // what to do about it; may be empty
	Related  []Related      // other places that explain it
	Fixes    []Fix          // edits that would resolve it
}

// Related is a second place that a diagnostic mentions.
type Related struct {
	Pos     token.Position
	Message string
}

// A Fix is an edit that resolves a diagnostic: Text replaces the text from Pos to End.
type Fix struct {
	Message  string         // what the edit does: one line, no final full stop
	Pos, End token.Position // in one file; equal for text that is added
	Text     string         // what stands there then
}

// Replace adds an edit to d: text in place of what d is about, of which the end must be known.
func (d *Diagnostic) Replace(text string) {
	d.Fixes = append(d.Fixes, Fix{Message: "write " + text, Pos: d.Pos, End: d.End, Text: text})
}
