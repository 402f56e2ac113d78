package directive

import (
	"go/ast"
	"go/token"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// Read reads the annotations of file, which was parsed with comments; function bodies may be missing. The source text
// src is what file was parsed from. If it is nil, columns after a carriage return inside a comment are not exact.
//
// The result has all that could be read, also when there are errors. Every annotation of the file is either in it or
// has a diagnostic; diagnostics are sorted, and their columns count bytes.
func Read(fset *token.FileSet, file *ast.File, src []byte) (*File, []diag.Diagnostic) {
	r := &reader{fset: fset, file: file, directives: map[*ast.Comment]*rawDirective{}, lookalikes: map[*ast.Comment]lookalike{}, out: &File{}, keys: map[Verb][]keys.Key{}}
	r.generated = ast.IsGenerated(file)
	r.collect(fileText{fset.File(file.FileStart), src})
	r.readImports()
	r.readDeclarations()
	r.reportLeftovers()
	diag.Sort(r.diags)
	return r.out, r.diags
}

// A reader is the state of one Read.
type reader struct {
	fset       *token.FileSet
	file       *ast.File
	directives map[*ast.Comment]*rawDirective
	inOrder    []*rawDirective // the same in the order of the file
	lookalikes map[*ast.Comment]lookalike

	generated bool // another generator wrote the file
	diags     []diag.Diagnostic
	out       *File

	keys map[Verb][]keys.Key // results of Keys: hundreds of annotations need them
}

// collect finds the file's annotations and its lookalikes.
func (r *reader) collect(src fileText) {
	servers := r.servers()
	for _, group := range r.file.Comments {
		if isIn(servers, group) {
			continue
		}
		for _, c := range group.List {
			if !mayBeOurs(c.Text) {
				continue // this is all that other comments cost
			}
			raw := src.commentText(c)
			rd := newDirective(c.Slash, raw)
			if rd == nil && r.generated && group != r.file.Doc {
				rd = newSpacedDirective(c.Slash, raw)
			}
			if rd != nil {
				r.directives[c] = rd
				r.inOrder = append(r.inOrder, rd)
			} else if like, ok := newLookalike(raw); ok && group != r.file.Doc {
				if like.isCertain() {
					r.warnOf(c, like)
				} else {
					r.lookalikes[c] = like
				}
			}
		}
	}
}

// keysOf returns the keys of verb. The slice must not be changed.
func (r *reader) keysOf(verb Verb) []keys.Key {
	list, ok := r.keys[verb]
	if !ok {
		list = Keys(verb)
		r.keys[verb] = list
	}
	return list
}

// take returns the annotations in groups of comments, except imports, in their order, and marks them as used. A with
// directive is part of the one above it.
func (r *reader) take(groups ...*ast.CommentGroup) []*rawDirective {
	var lines []*rawDirective
	for _, group := range groups {
		if group == nil {
			continue
		}
		for _, c := range group.List {
			if rd := r.directives[c]; rd != nil && !rd.used {
				rd.used = true
				if last := len(lines) - 1; rd.verb == string(VerbWith) && last >= 0 {
					lines[last].more = append(lines[last].more, rd)
					continue
				}
				lines = append(lines, rd)
			}
		}
	}
	return lines
}

// errorAt reports an error about the bytes of rd from offset from up to offset to. The result is valid until the next
// report.
func (r *reader) errorAt(rd *rawDirective, code string, from, to int, message string) *diag.Diagnostic {
	return r.report(diag.Error, code, rd.at(from), rd.at(to), message)
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
