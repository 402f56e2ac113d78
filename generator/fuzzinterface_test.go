package generator

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// FuzzInterfaces runs the generator over interfaces that are made up: mutated text seldom is Go, and what is made of a
// grammar and of names that clash most often is.
func FuzzInterfaces(f *testing.F) {
	w, err := newFuzzWorld()
	if err != nil {
		f.Fatal(err)
	}
	const seeds = 200
	generated := 0
	for n := range uint64(seeds) {
		f.Add(n, n%3 == 0)
	}
	f.Fuzz(func(t *testing.T, seed uint64, into bool) {
		source := (&grammar{Rand: rand.New(rand.NewPCG(seed, 0))}).source()
		if w.generate(t, source, into) {
			generated++
		}
		if t.Failed() {
			t.Logf("the source is:\n%s", source)
		}
	})
	// Only one process has run all seeds: those of a fuzzing run have parts of them.
	if !f.Failed() && generated > 0 && generated < seeds/4 {
		f.Errorf("only %d of %d sources compile: the grammar does not test what it should", generated, seeds)
	}
}

// A grammar makes up a source file.
type grammar struct {
	*rand.Rand
	types []string // type parameters that are in scope
}

var (
	// clashing are names that generated code uses, or that mean something without a declaration.
	clashing = strings.Fields(`any bool error string int len nil append panic new make true iota comparable byte rune uint8 int32
		context errors time backoff http io predeclared ctx call r inner opts own attempt each policies other decorated decorator policy
		err errs r0 r1 p0 req resp retry Store RetryingStore StorePolicies target p T K λ _`)
	methodNames = strings.Fields(`Fetch Close inner Inner Call Method Err Next Context String WithPolicies Do Read Write x X_y RetryingStore`)
	imports     = strings.Fields(`context io net/http iter errors time sync/atomic unsafe net`)
)

func pick[T any](g *grammar, list []T) T { return list[g.IntN(len(list))] }

// odds reports true n times in 100.
func (g *grammar) odds(n int) bool { return g.IntN(100) < n }

func (g *grammar) source() string {
	var b strings.Builder
	b.WriteString("package p\n\n")
	for _, path := range imports {
		fmt.Fprintf(&b, "import std%s %q\n", path[strings.LastIndex(path, "/")+1:], path)
	}
	b.WriteString("\nvar (\n\t_ stdcontext.Context\n\t_ stdio.Reader\n\t_ *stdhttp.Request\n\t_ stditer.Seq[int32]\n\t_ = stderrors.New\n\t_ stdtime.Time\n\t_ stdatomic.Value\n\t_ stdunsafe.Pointer\n\t_ stdnet.Conn\n)\n\n")
	declared := map[string]bool{"_": true, "Store": true}
	for range g.IntN(5) {
		name := pick(g, clashing)
		if declared[name] {
			continue
		}
		declared[name] = true
		fmt.Fprintf(&b, pick(g, []string{
			"type %s struct{ n int32 }\n", "type %s = int64\n", "type %s interface{ Q() }\n", "func %s() {}\n", "var %s int64\n", "const %s = 1\n",
		}), name)
	}
	b.WriteString("\nvar errBusy = stderrors.New(\"busy\")\n\nvar ErrBusy = errBusy\n\n" +
		"func Busy() bool { return false }\n\nfunc Ask(error) (stdtime.Duration, bool) { return 0, false }\n\n")
	if g.odds(50) {
		b.WriteString("//" + g.directive() + "\n")
	}
	b.WriteString("type Store" + g.typeParams() + " interface {\n")
	used := map[string]bool{}
	for range 1 + g.IntN(4) {
		name := pick(g, methodNames)
		if used[name] {
			continue
		}
		used[name] = true
		if g.odds(60) {
			b.WriteString("\t//" + g.directive() + "\n")
		}
		b.WriteString("\t" + name + g.signature(2, true) + "\n")
	}
	if g.odds(30) {
		b.WriteString("\t//backoff:retry 4\n\t" + pick(g, []string{"stdio.Closer", "stdhttp.RoundTripper", "stdio.ReadWriteSeeker", "stdnet.Conn", "interface{ Embedded() error }", "error"}) + "\n")
	}
	return b.String() + "}\n"
}

func (g *grammar) directive() string {
	return pick(g, []string{
		"backoff:retry 3", "backoff:retry 3 errors=ErrBusy", "backoff:policy deadline=1s max_tries=2 errors=error",
		"backoff:policy 1s 2s 10ms ErrBusy max_tries=4", "backoff:off", "backoff:policy max_tries=3 errors=ErrBusy,*net.OpError giveup=\"err == io.EOF\"",
		"backoff:policy max_tries=3 deadline=1m errors=net.Error,errBusy", "backoff:retry 2 replay=none",
		"backoff:policy pause=1ms multiplier=2 max_pause=1s jitter=full max_tries=5 errors=error pause_from=Ask",
		"backoff:policy 1s 1m max_tries=3 errors=error retry_result=Busy()", "backoff:retry 3 retry_result=\"err == nil && Busy()\"",
		"backoff:policy 1s 1m max_tries=3 errors=error on_timeout=abandon", "backoff:policy 1s 1m max_tries=3 errors=error hedge=100ms",
		"backoff:policy 1s 1m max_tries=3 errors=error hedge=100ms on_timeout=abandon retry_result=Busy() lifetime=result", "backoff:retry 2 replay=always lifetime=result",
	})
}

// typeParams returns a list of type parameters, most often none.
func (g *grammar) typeParams() string {
	if g.odds(60) {
		return ""
	}
	var list []string
	for range 1 + g.IntN(3) {
		name := pick(g, clashing)
		if name == "_" || strings.Contains(strings.Join(g.types, " ")+" ", name+" ") {
			continue
		}
		g.types = append(g.types, name)
	}
	if len(g.types) == 0 {
		return ""
	}
	for _, name := range g.types {
		list = append(list, name+" "+pick(g, []string{"interface{}", "interface{ ~int16 | ~[]float32 }", "~[]float64", "interface{ M(" + pick(g, g.types) + ") }", "stdio.Reader", "interface{ *float32 | *float64 }"}))
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// signature returns parameters and results, under names or without. Those of a method often have a context and an error.
func (g *grammar) signature(depth int, isMethod bool) string {
	var params, results []string
	if isMethod && g.odds(60) {
		params = append(params, pick(g, []string{"stdcontext.Context", "stdcontext.Context", "*stdhttp.Request"}))
	}
	for range g.IntN(4) {
		params = append(params, g.typ(depth))
	}
	for range g.IntN(3) {
		results = append(results, g.typ(depth))
	}
	if isMethod && g.odds(80) {
		results = append(results, "error")
	}
	if len(params) > 0 && g.odds(20) {
		params[len(params)-1] = "..." + params[len(params)-1]
	}
	used := map[string]bool{}
	return "(" + strings.Join(g.named(params, used), ", ") + ") (" + strings.Join(g.named(results, used), ", ") + ")"
}

// named puts names before all types of a list, or before none.
func (g *grammar) named(types []string, used map[string]bool) []string {
	if g.odds(40) {
		return types
	}
	list := make([]string, len(types))
	for i, t := range types {
		name := pick(g, clashing)
		if used[name] {
			name = "_"
		}
		used[name] = true
		list[i] = name + " " + t
	}
	return list
}

// typ returns a type.
func (g *grammar) typ(depth int) string {
	if depth == 0 || g.odds(35) {
		return pick(g, append([]string{
			"int", "string", "error", "bool", "byte", "rune", "any", "complex128", "uintptr", "stdtime.Duration", "stdcontext.Context", "stdio.Reader",
			"*stdhttp.Request", "*stdhttp.Response", "stdio.ReadCloser", "stdunsafe.Pointer", "stdatomic.Bool", "stdnet.Conn",
		}, g.types...))
	}
	sub := func() string { return g.typ(depth - 1) }
	switch g.IntN(12) {
	case 0:
		return "*" + sub()
	case 1:
		return "[]" + sub()
	case 2:
		return fmt.Sprintf("[%d]%s", g.IntN(4), sub())
	case 3:
		return "map[string]" + sub()
	case 4:
		return pick(g, []string{"chan ", "<-chan ", "chan<- "}) + sub()
	case 5:
		return "chan (" + sub() + ")"
	case 6:
		return "func" + g.signature(depth-1, false)
	case 7:
		return "struct{ A " + sub() + "; b " + sub() + " `tag:\"x\"` }"
	case 8:
		return "interface{ M" + g.signature(depth-1, false) + " }"
	case 9:
		return "stditer.Seq2[" + sub() + ", " + sub() + "]"
	case 10:
		return "stdatomic.Pointer[" + sub() + "]"
	}
	return "[]" + sub()
}
