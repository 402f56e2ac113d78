//go:build unix

package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// repeated returns what is written for each number below n.
func repeated(n int, format func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(format(i))
	}
	return b.String()
}

// method returns an interface with one method under annotations.
func method(annotations, signature string) string {
	return "type S interface {\n" + annotations + "\n\tDo(" + signature + ") error\n}\n"
}

const retried = "\t//backoff:retry 2"

// costs are sources that grow with a number, and that number: as large as is needed to see what grows faster than it.
var costs = map[string]struct {
	few    int
	source func(n int) string
}{
	"methods": {500, func(n int) string {
		return "//backoff:retry 2\ntype S interface {\n" + repeated(n, func(i int) string { return fmt.Sprintf("\tM%d() error\n", i) }) + "}\n"
	}},
	"methods with a mistake each": {1000, func(n int) string {
		return "type S interface {\n" + repeated(n, func(i int) string { return fmt.Sprintf("\t//backoff:retry 2 tries=3\n\tM%d() error\n", i) }) + "}\n"
	}},
	"interfaces": {100, func(n int) string {
		return repeated(n, func(i int) string { return fmt.Sprintf("//backoff:retry 2\ntype S%d interface{ Do() error }\n", i) })
	}},
	"one long word":           {1 << 19, func(n int) string { return method("\t//backoff:retry "+strings.Repeat("x", n), "") }},
	"arguments":               {20000, func(n int) string { return method("\t//backoff:retry 2"+strings.Repeat(" x", n), "") }},
	"annotations of a method": {2000, func(n int) string { return method(strings.Repeat(retried+"\n", n), "") }},
	"lines that go on":        {2000, func(n int) string { return method(retried+strings.Repeat("\n\t//backoff:with pause=1s", n), "") }},
	"cases": {100, func(n int) string {
		return method(retried+repeated(n, func(i int) string { return fmt.Sprintf("\n\t//backoff:when E%d pause=1s", i) }), "") + "var (\n" + repeated(n, func(i int) string { return fmt.Sprintf("\tE%d error\n", i) }) + ")\n"
	}},
	"errors in a list": {500, func(n int) string {
		list := strings.TrimSuffix(repeated(n, func(i int) string { return fmt.Sprintf("E%d,", i) }), ",")
		return method(retried+" errors="+list, "") + "var " + list + " error\n"
	}},
	"an expression's operands": {5000, func(n int) string {
		return method(retried+` giveup="`+strings.Repeat("err != nil || ", n)+`false"`, "")
	}},
	"an expression's parentheses": {5000, func(n int) string {
		return method(retried+` giveup="`+strings.Repeat("(", n)+"false"+strings.Repeat(")", n)+`"`, "")
	}},
	"slices of slices": {1000, func(n int) string { return method(retried, strings.Repeat("[]", n)+"int") }},
	"structs in structs": {1000, func(n int) string {
		return method(retried, strings.Repeat("struct{A ", n)+"int"+strings.Repeat("}", n))
	}},
	"functions of functions": {1000, func(n int) string { return method(retried, strings.Repeat("func(", n)+strings.Repeat(")", n)) }},
	"parameters":             {1000, func(n int) string { return method(retried, strings.Repeat("int, ", n)+"int") }},
	"type parameters": {250, func(n int) string {
		return "//backoff:retry 2\ntype S[" + repeated(n, func(i int) string { return fmt.Sprintf("T%d any, ", i) }) + "] interface{ Do() error }\n"
	}},
	"interfaces within each other": {500, func(n int) string {
		return repeated(n, func(i int) string { return fmt.Sprintf("type T%d interface {\n\tT%d\n\tM%d() error\n}\n", i, i+1, i) }) +
			fmt.Sprintf("type T%d interface{ Last() error }\n//backoff:retry 2\ntype S interface{ T0 }\n", n)
	}},
	"results that are decorated": {50, func(n int) string {
		return repeated(n, func(i int) string {
			return fmt.Sprintf("//backoff:wrap\n//backoff:retry 2\ntype T%d interface{ Next() (T%d, error) }\n", i, i+1)
		}) +
			fmt.Sprintf("//backoff:retry 2\ntype T%d interface{ Last() error }\n", n)
	}},
	"comments": {10000, func(n int) string { return method(strings.Repeat("\t// word\n", n)+retried, "") }},
}

// Rule 2.20: What a source takes grows with its length, whatever is in it, both in memory and in time of the processor: eight times
// as much of anything takes at most twenty times as much. (What grew with the square would take 64 times as much.)
func TestHostileSourcesCostWhatTheirLengthDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	const more, most = 8, 20
	// What is too little to tell is not compared.
	const little, short = 1 << 20, 40 * time.Millisecond
	for name, c := range costs {
		fewBytes, fewTime := cost(t, c.source(c.few))
		manyBytes, manyTime := cost(t, c.source(more*c.few))
		t.Logf("%s: %d KiB and %v, %d KiB and %v", name, fewBytes>>10, fewTime, manyBytes>>10, manyTime)
		if manyBytes > most*(fewBytes+little/more) {
			t.Errorf("%s: eight times as many allocate %d KiB, and not %d", name, manyBytes>>10, fewBytes>>10)
		}
		limit := most * (fewTime + short/more)
		for tries := 1; manyTime > limit && tries < 4; tries++ { // other work on the machine makes a run longer now and then, and never shorter
			_, again := cost(t, c.source(more*c.few))
			manyTime = min(manyTime, again)
		}
		if manyTime > limit {
			t.Errorf("%s: eight times as many take %v, and not %v", name, manyTime, fewTime)
		}
	}
}

// cost returns what a run over a source allocates, and the processor's time that it takes in this process.
func cost(t *testing.T, source string) (bytes uint64, took time.Duration) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/hostile\n\ngo 1.26\n", "s.go": "package hostile\n\n" + source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := processorTime(t)
	result, err := Run(t.Context(), Config{Dir: dir, DryRun: true, Env: offline()})
	took = processorTime(t) - start
	runtime.ReadMemStats(&after)
	if err != nil || len(result.Changes)+len(result.Diagnostics) == 0 {
		t.Fatalf("%d changes, %d findings, %v", len(result.Changes), len(result.Diagnostics), err)
	}
	return after.TotalAlloc - before.TotalAlloc, took
}

func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// Rule 2.20: Aliases that name others twice, over and over, are not written out for another package.
func TestAliasesThatDoubleAreNotWrittenOut(t *testing.T) {
	source := repeated(40, func(i int) string { return fmt.Sprintf("type a%d = func(a%d, a%d)\n", i, i+1, i+1) }) + "type a40 = int\n\n//backoff:retry 2\ntype S interface{ Do(a0) error }\n"
	dir := module(t, map[string]string{"s.go": "package s\n\n" + source})
	result, err := Run(t.Context(), Config{Dir: dir, DryRun: true, Env: offline(), Out: "out"})
	if err != nil || len(result.Diagnostics) == 0 {
		t.Errorf("%d findings, %v", len(result.Diagnostics), err)
	}
}
