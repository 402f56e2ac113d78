package emit_test

import (
	"strings"
	"testing"
)

// Every kind of type is written in the generated file as it is in the interface.
func TestTypesAreWrittenAsTheyStand(t *testing.T) {
	methods := []string{
		"Basic(a bool, b string, c byte, d rune, e uintptr, f complex128, g int64)",
		"Pointers(a *int, b **T, c unsafe.Pointer)",
		"Lists(a []string, b [4]int, c map[string][]T, d [][2]*T)",
		"Channels(a chan int, b chan<- int, c <-chan int, d chan (<-chan int), e chan<- chan int, f chan<- <-chan T, g <-chan <-chan T)",
		"Functions(a func(), b func(int, string) error, c func(n int, rest ...string) (m int, err error), d func(func() bool) func() T)",
		"Iterator(seq iter.Seq2[string, *T]) iter.Seq[T]",
		"Empty(a struct{}, b interface{}, c any)",
		"Interface(a interface{ Do(x int) error }, b interface {\n\tClose() error\n\tio.Reader\n})",
		"Aliased(a Alias, b GenericAlias[int], c fs.FileInfo)",
		"Instances(a Pair[string, []T], b *Pair[Pair[int, T], atomic.Pointer[T]])",
		"Variadic(a string, b ...any)",
		"VariadicOfFunctions(opts ...func(*T) error) (T, bool)",
		"NamedResults(key string) (value []byte, found bool)",
	}
	tagged := "Tagged(a struct {\n\tio.Reader\n\t*T\n\tName string `json:\"name\"`\n})"
	p := newProgram(`
-- example.com/p/p.go --
package p
import ("io"; "io/fs"; "iter"; "sync/atomic"; "unsafe"; . "time")
type T struct{}
type Alias = map[string]func(T)
type GenericAlias[X comparable] = map[X]*T
type Pair[A, B any] struct{}
type I interface {
	` + strings.Join(methods, "\n\t") + "\n\t" + tagged + `
	DotImported(d Duration)
}
var _ fs.FileInfo
var _ io.Reader
var _ iter.Seq[int]
var _ atomic.Bool
var _ unsafe.Pointer
`)
	got := p.generate(t, p.retryAll(t, "example.com/p"))
	for _, want := range append(methods, tagged, "DotImported(d time.Duration)") {
		if !strings.Contains(spaceless(got), spaceless(want)) {
			t.Errorf("%q does not stand in the generated file:\n%s", want, got)
		}
	}
}

// spaceless is code without what gofmt decides.
func spaceless(code string) string {
	return strings.NewReplacer("\n", "", "\t", "", " ", "", ";", "").Replace(code)
}
