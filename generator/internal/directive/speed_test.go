package directive_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// BenchmarkRead reads a file of 630 annotated methods, and one with a single line of 100 kB.
func BenchmarkRead(b *testing.B) {
	var methods strings.Builder
	for i := range 630 {
		fmt.Fprintf(&methods, "\t// M%d is documented.\n\t//\n\t//backoff:policy 100ms 1s errors=ErrBusy,*net.OpError giveup=isFatal\n\tM%d() error\n", i, i)
	}
	for name, src := range map[string]string{
		"methods":  "package p\n\ntype S interface {\n" + methods.String() + "}\n",
		"longline": onMethod("//backoff:policy errors=" + strings.Repeat("Err,", 25_000) + "Err"),
	} {
		b.Run(name, func(b *testing.B) {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, ds := directive.Read(fset, file, []byte(src)); len(ds) > 0 {
					b.Fatal(lines(ds))
				}
			}
		})
	}
}

func BenchmarkContains(b *testing.B) {
	src := []byte(strings.Repeat("\t// A line of a file that says nothing about it, back of beyond.\n\tx := call(a, b)\n", 10_000))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if directive.Contains(src) {
			b.Fatal("found what is not there")
		}
	}
}
