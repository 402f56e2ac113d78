package generator

import (
	"fmt"
	"math/rand/v2"
	"strconv"
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
	types       []string // type parameters that are in scope
	constraints []string // theirs

	params, results []string // of the signature made last, the list of a variadic one as a slice
}

var (
	// clashing are names that generated code uses, or that mean something without a declaration.
	clashing = strings.Fields(`any bool error string int len nil append panic new make true iota comparable byte rune uint8 int32
		context errors time backoff http io predeclared ctx call r inner opts own attempt each policies other decorated decorator policy
		err errs r0 r1 p0 req resp retry Store RetryingStore StorePolicies target p T K λ _`)
	methodNames = strings.Fields(`Named UnmarshalJSON Fetch Close inner Inner Call Method Err Next Context String WithPolicies Do Read Write x X_y RetryingStore`)
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
	var fallbacks []string
	for range 1 + g.IntN(4) {
		name := pick(g, methodNames)
		if used[name] {
			continue
		}
		used[name] = true
		signature := g.signature(2, true)
		switch last := len(g.results) - 1; {
		case last >= 0 && g.results[last] == "error" && g.odds(20):
			fallback := "Fallback" + strconv.Itoa(len(fallbacks))
			fallbacks = append(fallbacks, "func "+fallback+g.typeParamList()+"("+strings.Join(append(g.params, "error"), ", ")+
				") ("+strings.Join(g.results, ", ")+") { panic(1) }\n")
			b.WriteString("\t//backoff:policy 1s 1m max_tries=3 errors=error fallback=" + fallback + "\n")
		case g.odds(60):
			b.WriteString("\t//" + g.directive() + "\n")
		}
		b.WriteString("\t" + name + signature + "\n")
	}
	if g.odds(30) {
		b.WriteString("\t//backoff:retry 4\n\t" + pick(g, []string{"stdio.Closer", "stdhttp.RoundTripper", "stdio.ReadWriteSeeker", "stdnet.Conn", "interface{ Embedded() error }", "error"}) + "\n")
	}
	return b.String() + "}\n\n" + strings.Join(fallbacks, "\n")
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
