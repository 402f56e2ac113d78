package directive

import (
	"go/ast"
	"strings"
)

// Deprecation returns the paragraph of a doc comment that says that something is deprecated, as Go's tools recognise
// it, without the comment marks: "Deprecated: use Get." It is empty if there is none. Nil groups are skipped.
func Deprecation(docs ...*ast.CommentGroup) string {
	for _, doc := range docs {
		for paragraph := range strings.SplitSeq(doc.Text(), "\n\n") { // a nil group has no text
			if strings.HasPrefix(paragraph, "Deprecated: ") {
				return strings.TrimSpace(paragraph)
			}
		}
	}
	return ""
}

// LintIgnores returns the comments of a file that stop staticcheck from reporting uses of deprecated names in it.
func LintIgnores(f *ast.File) []string {
	var lines []string
	for _, group := range f.Comments {
		for _, c := range group.List {
			checks, found := strings.CutPrefix(c.Text, "//lint:file-ignore ")
			checks, _, _ = strings.Cut(strings.TrimSpace(checks), " ")
			for check := range strings.SplitSeq(checks, ",") {
				if found && (check == "SA1019" || check == "SA*" || check == "*") {
					lines = append(lines, c.Text)
					break
				}
			}
		}
	}
	return lines
}
