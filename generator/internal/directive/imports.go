package directive

import (
	"go/ast"
	"go/token"
	"math"
	"strings"
	"unicode"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// readImports reads the file's import directives, in all places.
func (r *reader) readImports() {
	firstDecl := r.firstDeclaration()
	for _, group := range r.file.Comments {
		if group.Pos() < firstDecl {
			r.warnOfImports(group)
		}
	}
	for _, rd := range r.inOrder {
		if rd.verb != string(VerbImport) {
			continue
		}
		rd.used = true
		if rd.pos > firstDecl {
			r.reportMisplaced(rd, "backoff:import after the file's first declaration does nothing", "move it up to the Go imports")
			continue
		}
		if imp, ok := r.readImport(rd); ok && !r.reportImportedTwice(rd, imp) {
			r.out.Imports = append(r.out.Imports, imp)
		}
	}
}

// warnOfImports warns of the lookalikes in group that were probably meant as import directives.
func (r *reader) warnOfImports(group *ast.CommentGroup) {
	for _, c := range group.List {
		if like, ok := r.lookalikes[c]; ok && like.verb == VerbImport {
			r.warnOf(c, like)
			delete(r.lookalikes, c)
		}
	}
}

// firstDeclaration returns the position of the file's first declaration that is not an import, without its doc comment,
// or a position after everything.
func (r *reader) firstDeclaration() token.Pos {
	for _, decl := range r.file.Decls {
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.IMPORT {
			continue
		}
		return decl.Pos()
	}
	return token.Pos(math.MaxInt)
}

// readImport reads the arguments of an import directive, and reports whether they are complete and right.
func (r *reader) readImport(rd *rawDirective) (Import, bool) {
	words := r.splitWords(rd)
	imp := Import{Pos: rd.pos}
	var bad bool
	if len(words) > 0 && !r.isQuoted(rd, words[0]) && len(words) > 1 {
		name := words[0].value
		if !token.IsIdentifier(name.text) || name.text == "_" {
			r.errorAt(rd, diag.BadValue, name.start(), name.end(), "the alias is "+quote(name)+"; expected a Go identifier")
			bad = true
		}
		imp.Name, imp.NamePos = name.text, rd.at(name.start())
		words = words[1:]
	}
	if len(words) == 0 {
		at := rd.verbOffset()
		r.errorAt(rd, diag.MissingArgument, at, at+len(rd.verb), `import needs a path in quotes, such as import "net"`)
		return Import{}, false
	}
	for _, w := range words[1:] {
		r.errorAt(rd, diag.BadArgument, w.begin, w.stop, "import takes an alias and a path, and nothing else")
		bad = true
	}
	w := words[0]
	imp.Path, imp.PathPos = w.text, rd.at(w.begin)
	switch {
	case w.bad:
		bad = true
	case !r.isQuoted(rd, w):
		d := r.errorAt(rd, diag.BadQuote, w.begin, w.stop, "the path is not quoted; expected an import path in quotes")
		d.Hint = `did you mean "` + w.text + `"?`
		d.Replace(`"` + w.text + `"`)
		bad = true
	case !IsImportPath(w.text):
		r.errorAt(rd, diag.BadValue, w.begin, w.stop, "the path is "+quote(w.value)+"; expected the import path of a package")
		bad = true
	}
	return imp, !bad
}

func (r *reader) isQuoted(rd *rawDirective, w word) bool {
	return rd.raw[w.begin] == '"' || rd.raw[w.begin] == '`'
}

// IsImportPath reports whether s can be imported: a valid import path that is not relative, and not C. Words and signs
// that the go command reads as several packages, a flag or a version are not import paths.
func IsImportPath(s string) bool {
	switch s {
	case "", "C", "all", "std", "cmd", "tool", "work":
		return false
	}
	if strings.ContainsAny(s[:1], "./-") || strings.Contains(s, "...") || strings.Contains(s, "@") {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool {
		return !unicode.IsGraphic(c) || unicode.IsSpace(c) || strings.ContainsRune("!\"#$%&'()*,:;<=>?[\\]^`{|}\uFFFD", c)
	})
}

// reportImportedTwice reports an import whose package or alias an earlier one has already, and reports whether it did.
func (r *reader) reportImportedTwice(rd *rawDirective, imp Import) bool {
	for _, other := range r.out.Imports {
		var message string
		switch {
		case imp.Name != other.Name:
			continue
		case imp.Path == other.Path:
			message = "the package " + imp.Path + " is imported twice"
		case imp.Name != "":
			message = "the alias " + imp.Name + " is given twice"
		default:
			continue
		}
		d := r.report(diag.Error, diag.DuplicateImport, rd.pos, rd.end(), message)
		d.Related = []diag.Related{{Pos: r.fset.Position(other.Pos), Message: "first here"}}
		return true
	}
	return false
}
