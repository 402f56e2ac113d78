package directive

import (
	"go/ast"
	"strings"
)

// Deprecation returns the paragraph of a documentation by which Go's tools know that something is deprecated, as it is
// written but for the comment marks: "Deprecated: use Get." It is empty when there is none. Nil groups are skipped.
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

// LintIgnores returns the lines of a file that keep staticcheck from reporting what is deprecated anywhere in it.
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
