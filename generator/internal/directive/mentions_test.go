package directive_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

func TestMentions(t *testing.T) {
	src := `package p

//backoff:policy errors=ErrA,io.EOF,*net.OpError,*pkg.Err[k8s.Key,v.Value] giveup="status.Code(err) == codes.NotFound"
type S interface {
	//backoff:use shared.Slow
	M()
	//backoff:use Slow
	T
	//backoff:retry 3 giveup="err.Error() == \"x\" || os.IsExist(err)" errors=is)(,good.One
	N()
	//backoff:retry 3 giveup="errors.Is(err, half.done" errors=x.Y
	O()
	//backoff:retry 3 giveup="a.B == " errors=c..D
	P()
}

//backoff:off
type X struct{}
`
	file, _, fset := read(t, src)
	var got []string
	for _, w := range directive.Mentions(file) {
		pos, end := fset.Position(w.Pos), fset.Position(w.End)
		if written := src[pos.Offset:end.Offset]; written != w.Text {
			t.Errorf("%s is said to be at %q", w.Text, written)
		}
		got = append(got, fmt.Sprintf("%d %s", pos.Line, w.Text))
	}
	want := []string{
		"3 io", "3 net", "3 pkg", "3 k8s", "3 v", "3 status", "3 codes",
		"5 shared",
		"9 os", // errors= has a fault that the text shows, and is not there
		"11 x",
		"13 a", "13 c", // no Go, but of some use
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("mentions (-want +got):\n%s", d)
	}
}

func TestMentionsOfNothing(t *testing.T) {
	if got := directive.Mentions(&directive.File{}); got != nil {
		t.Errorf("got %v", got)
	}
}
