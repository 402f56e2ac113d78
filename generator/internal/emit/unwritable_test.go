package emit_test

import (
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/emit"
)

func TestWhatCannotBeWritten(t *testing.T) {
	tests := []struct{ name, archive, want string }{
		{
			name: "an unexported type of another package",
			archive: `
-- example.com/p/p.go --
package p
import "example.com/q"
type I interface{ q.I }
-- example.com/q/q.go --
package q
type hidden int
type I interface{ Do(hidden) error }
`,
			want: "example.com/q.hidden is not exported, and package p cannot name it",
		},
		{
			name: "an unexported field of another package's struct",
			archive: `
-- example.com/p/p.go --
package p
import "example.com/q"
type I interface{ q.I }
-- example.com/q/q.go --
package q
type I interface{ Do(struct{ hidden int }) error }
`,
			want: "the field hidden of a struct of package example.com/q is not exported",
		},
		{
			name: "an unexported method of another package's interface",
			archive: `
-- example.com/p/p.go --
package p
import "example.com/q"
type I interface{ q.I }
-- example.com/q/q.go --
package q
type I interface{ Do(interface{ hidden() }) error }
`,
			want: "the method hidden of an interface of package example.com/q is not exported",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pkg := newProgram(tt.archive).retryAll(t, "example.com/p")
			got, err := emit.New(pkg).File(pkg.Files[0])
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want one that says %q; the file:\n%s", err, tt.want, got)
			}
		})
	}
}
