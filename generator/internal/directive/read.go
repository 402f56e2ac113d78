package directive

import (
	"go/ast"
	"go/token"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// Read reads the annotations of file, which was parsed with comments; function bodies may be missing. The source text src
// is what file was parsed from: without it (nil), columns behind a carriage return inside a comment are not exact.
//
// The result holds what could be read, also when there are errors. Every annotation of the file is either in it or has a
// diagnostic; diagnostics are sorted, and their columns count bytes.
func Read(fset *token.FileSet, file *ast.File, src []byte) (*File, []diag.Diagnostic) {
	r := &reader{fset: fset, file: file, lines: map[*ast.Comment]*line{}, likes: map[*ast.Comment]lookalike{}, out: &File{}, keys: map[Verb][]keys.Key{}}
	r.generated = ast.IsGenerated(file)
	r.collect(source{fset.File(file.FileStart), src})
	r.imports()
	r.declarations()
	r.leftovers()
	diag.Sort(r.diags)
	return r.out, r.diags
}

// A reader is the state of one Read.
type reader struct {
	fset  *token.FileSet
	file  *ast.File
	lines map[*ast.Comment]*line
	order []*line // the values of lines, as they stand in the file
	likes map[*ast.Comment]lookalike

	generated bool // another generator wrote the file
	diags     []diag.Diagnostic
	out       *File

	keys map[Verb][]keys.Key // what Keys returned: hundreds of annotations ask
}

// collect finds the file's annotations, and warns of comments that only look like ones.
func (r *reader) collect(src source) {
	for _, group := range r.file.Comments {
		for _, c := range group.List {
			if !beginsAsOurs(c.Text) {
				continue // the many others cost no more than this
			}
			raw := src.raw(c)
			l := newLine(c.Slash, raw)
			if l == nil && r.generated && group != r.file.Doc {
				l = newSpacedLine(c.Slash, raw)
			}
			if l != nil {
				r.lines[c] = l
				r.order = append(r.order, l)
			} else if like, ok := newLookalike(raw); ok && group != r.file.Doc {
				if like.isFound() {
					r.warnOf(c, like)
				} else {
					r.likes[c] = like
				}
			}
		}
	}
}

// keysOf returns the keys of verb, which are not to be changed.
func (r *reader) keysOf(verb Verb) []keys.Key {
	list, ok := r.keys[verb]
	if !ok {
		list = Keys(verb)
		r.keys[verb] = list
	}
	return list
}

// take returns the annotations among the comments of groups, imports aside, as they stand there. From now on they count
// as used.
func (r *reader) take(groups ...*ast.CommentGroup) []*line {
	var lines []*line
	for _, group := range groups {
		if group == nil {
			continue
		}
		for _, c := range group.List {
			if l := r.lines[c]; l != nil && !l.used {
				l.used = true
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// errorAt reports an error about the bytes of l from offset from up to offset to. The result is good until the next
// report.
func (r *reader) errorAt(l *line, code string, from, to int, message string) *diag.Diagnostic {
	return r.report(diag.Error, code, l.at(from), l.at(to), message)
}

func (r *reader) warningAt(code string, from, to token.Pos, message string) *diag.Diagnostic {
	return r.report(diag.Warning, code, from, to, message)
}

func (r *reader) report(severity diag.Severity, code string, from, to token.Pos, message string) *diag.Diagnostic {
	r.diags = append(r.diags, diag.Diagnostic{
		Severity: severity,
		Code:     code,
		Pos:      r.fset.Position(from),
		End:      r.fset.Position(to),
		Message:  message,
	})
	return &r.diags[len(r.diags)-1]
}

// fix gives d an edit of the text that it is about.
func fix(d *diag.Diagnostic, text string) {
	d.Fixes = append(d.Fixes, diag.Fix{Message: "write " + text, Pos: d.Pos, End: d.End, Text: text})
}
