package diag

import (
	"go/token"
	"io"
)

// The JSON format is defined here only, so that a change of Diagnostic does not change it by accident.
type (
	jsonDiagnostic struct {
		Severity string        `json:"severity"`
		Code     string        `json:"code"`
		File     string        `json:"file"`
		Line     int           `json:"line"`
		Column   int           `json:"column"`
		EndLine  int           `json:"endLine,omitzero"`
		EndCol   int           `json:"endColumn,omitzero"`
		Message  string        `json:"message"`
		Hint     string        `json:"hint,omitzero"`
		Related  []jsonRelated `json:"related,omitempty"`
		Fixes    []jsonFix     `json:"fixes,omitempty"`
	}
	jsonRelated struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	jsonFix struct {
		Message   string `json:"message"`
		File      string `json:"file"`
		Line      int    `json:"line"`
		Column    int    `json:"column"`
		EndLine   int    `json:"endLine"`
		EndColumn int    `json:"endColumn"`
		Text      string `json:"text"`
	}
)

// WriteJSON writes ds as one JSON array, indented, with a final newline; without diagnostics the array is empty. The format is
// stable: members are added, never renamed or removed.
//
//	[
//		{
//			"severity": "error",          // or "warning"
//			"code": "unknown-key",        // see Rule
//			"file": "store.go",           // relative to dir when inside it
//			"line": 12, "column": 19,     // from 1, columns count bytes; 0 when unknown
//			"endLine": 12, "endColumn": 26, // after the last byte; left out when unknown
//			"message": "…",
//			"hint": "…",                  // left out when empty
//			"related": [{"file": "…", "line": 1, "column": 1, "message": "…"}],
//			"fixes": [{"message": "…", "file": "…", "line": 12, "column": 19, "endLine": 12, "endColumn": 26, "text": "…"}]
//		}
//	]
//
// The error is that of the writer.
func WriteJSON(w io.Writer, ds []Diagnostic, dir string) error {
	all := make([]jsonDiagnostic, 0, len(ds))
	for _, d := range ds {
		all = append(all, d.json(dir))
	}
	return newJSONEncoder(w).Encode(all)
}

func (d Diagnostic) json(dir string) jsonDiagnostic {
	at := func(pos token.Position) token.Position { return relative(pos, dir) }
	j := jsonDiagnostic{
		Severity: d.Severity.String(), Code: d.Code,
		File: at(d.Pos).Filename, Line: d.Pos.Line, Column: d.Pos.Column,
		EndLine: d.End.Line, EndCol: d.End.Column,
		Message: d.Message, Hint: d.Hint,
	}
	for _, r := range d.Related {
		j.Related = append(j.Related, jsonRelated{at(r.Pos).Filename, r.Pos.Line, r.Pos.Column, r.Message})
	}
	for _, f := range d.Fixes {
		j.Fixes = append(j.Fixes, jsonFix{
			Message: f.Message, File: at(f.Pos).Filename,
			Line: f.Pos.Line, Column: f.Pos.Column, EndLine: f.End.Line, EndColumn: f.End.Column,
			Text: f.Text,
		})
	}
	return j
}
