package update

import (
	"strings"
	"testing"
)

// Section returns a document's text with content between the marks <!-- name --> and <!-- /name -->, each on a line of
// its own. The test fails at once if the document does not have them.
func Section(t testing.TB, document, name, content string) string {
	t.Helper()
	begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->\n"
	before, rest, opened := strings.Cut(document, begin)
	_, after, closed := strings.Cut(rest, end)
	if !opened || !closed {
		t.Fatalf("the document has no section between %q and %q", begin, end)
	}
	return before + begin + content + end + after
}
