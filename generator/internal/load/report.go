package load

import (
	"errors"
	"go/scanner"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/diag"
)

func (f *Folder) report(code, filename, message string) {
	f.Diagnostics = append(f.Diagnostics, diag.Diagnostic{
		Code: code, Pos: token.Position{Filename: filename}, Message: oneLine(message),
	})
}

// reportList reports what the go command says about the folder. A message without a position gets that of the folder.
func (f *Folder) reportList(e packages.Error) {
	d := diag.Diagnostic{Code: ListError, Pos: position(e.Pos), Message: oneLine(message(e))}
	switch {
	case d.Pos.Filename == "":
		d.Pos.Filename = f.Dir
	case !filepath.IsAbs(d.Pos.Filename):
		// The go command shortens names relative to where it ran.
		d.Pos.Filename = filepath.Join(f.Dir, filepath.Base(d.Pos.Filename))
	}
	f.Diagnostics = append(f.Diagnostics, d)
}

// reportSyntax reports what the parser found in a file.
func (f *Folder) reportSyntax(filename string, err error) {
	if errors.Is(err, errOutside) {
		f.report(Unreadable, filename, errOutside.Error())
		return
	}
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		f.report(SyntaxError, filename, err.Error())
		return
	}
	for _, e := range list {
		// The go command parses files up to their imports, and says the same of these.
		f.Diagnostics = slices.DeleteFunc(f.Diagnostics, func(d diag.Diagnostic) bool {
			return d.Code == ListError && d.Pos.Filename == e.Pos.Filename && d.Pos.Line == e.Pos.Line && d.Pos.Column == e.Pos.Column && d.Message == oneLine(e.Msg)
		})
		f.Diagnostics = append(f.Diagnostics, diag.Diagnostic{Code: SyntaxError, Pos: e.Pos, Message: oneLine(e.Msg)})
	}
}

// position parses file:line:col; the numbers may be missing.
func position(text string) token.Position {
	var pos token.Position
	if text == "" || text == "-" {
		return pos
	}
	var numbers []int
	for len(numbers) < 2 {
		i := strings.LastIndexByte(text, ':')
		n, err := strconv.Atoi(text[i+1:])
		if i < 0 || err != nil {
			break
		}
		numbers = append([]int{n}, numbers...)
		text = text[:i]
	}
	pos.Filename = text
	if len(numbers) > 0 {
		pos.Line = numbers[0]
	}
	if len(numbers) > 1 {
		pos.Column = numbers[1]
	}
	return pos
}

// oneLine joins the lines of a message of the go command.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
