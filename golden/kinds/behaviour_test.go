package kinds

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
	"unsafe"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var errFlaky = errors.New("not yet")

// flaky fails twice, and then succeeds.
type flaky struct{ attempts int }

func (f *flaky) attempt() error {
	if f.attempts++; f.attempts < 3 {
		return errFlaky
	}
	return nil
}

// wantThird fails the test unless the third attempt was the last, and succeeded.
func (f *flaky) wantThird(t *testing.T, err error) {
	t.Helper()
	if err != nil || f.attempts != 3 {
		t.Errorf("error is %v after %d attempts, want none after 3", err, f.attempts)
	}
}

type arrays struct{ flaky }

func (i *arrays) Arrays(_ context.Context, a [Size]int, b [half][2]*local, c [3]byte) ([Size]string, error) {
	return [Size]string{string(c[:]), "b"[:b[1][1].n], "a"[:a[3]]}, i.attempt()
}

func TestArrays(t *testing.T) {
	inner := &arrays{}
	got, err := NewRetryingArrays(inner).Arrays(t.Context(), [Size]int{3: 1}, [half][2]*local{1: {1: {n: 1}}}, [3]byte([]byte("xyz")))
	inner.wantThird(t, err)
	if want := [Size]string{"xyz", "b", "a"}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

type channels struct {
	flaky
	restOfChannels
}

type restOfChannels = Channels // under a name that no method has

func (i *channels) Nested(_ context.Context, a chan (<-chan int), _ chan<- chan int, c <-chan (<-chan int), _ chan<- (chan<- int), e chan func()) error {
	if a == nil || c == nil || e == nil {
		return nil
	}
	return i.attempt()
}

func TestChannels(t *testing.T) {
	inner := &channels{}
	err := NewRetryingChannels(inner).Nested(t.Context(), make(chan (<-chan int)), nil, make(<-chan (<-chan int)), nil, make(chan func()))
	inner.wantThird(t, err)
}

type functions struct{ flaky }

func (i *functions) Functions(_ context.Context, f func(func(int, ...string) (func() error, error)) func(a, b int) (c, d string)) (func(context.Context) (int, error), error) {
	if err := i.attempt(); err != nil {
		return nil, err // before it calls f: after that there is no other attempt
	}
	c, d := f(nil)(1, 2)
	return func(context.Context) (int, error) { return len(c + d), nil }, nil
}

func TestFunctions(t *testing.T) {
	inner := &functions{}
	f, err := NewRetryingFunctions(inner).Functions(t.Context(), func(func(int, ...string) (func() error, error)) func(a, b int) (c, d string) {
		return func(a, b int) (c, d string) { return "abc"[:a], "abc"[:b] }
	})
	inner.wantThird(t, err)
	if n, _ := f(t.Context()); n != 3 {
		t.Errorf("the function that was returned says %d, want 3", n)
	}
}

type iterators struct{ flaky }

func (i *iterators) Iterators(_ context.Context, s iter.Seq[int], _ iter.Seq2[string, []local]) (iter.Seq2[int, error], error) {
	return func(yield func(int, error) bool) {
		for n := range s {
			if !yield(n*2, nil) {
				return
			}
		}
	}, i.attempt()
}

func TestIterators(t *testing.T) {
	inner := &iterators{}
	seq, err := NewRetryingIterators(inner).Iterators(t.Context(), slices.Values([]int{1, 2}), nil)
	inner.wantThird(t, err)
	var got []int
	for n := range seq {
		got = append(got, n)
	}
	if !slices.Equal(got, []int{2, 4}) {
		t.Errorf("got %v, want 2 and 4", got)
	}
}

type literals struct {
	flaky
	Literals
}

func (i *literals) Map(_ context.Context, m map[[2]string]map[string]func()) (map[struct{ X int }]bool, error) {
	return map[struct{ X int }]bool{{X: len(m)}: true}, i.attempt()
}

func TestLiterals(t *testing.T) {
	inner := &literals{}
	got, err := NewRetryingLiterals(inner).Map(t.Context(), map[[2]string]map[string]func(){{"a", "b"}: nil})
	inner.wantThird(t, err)
	if !got[struct{ X int }{1}] {
		t.Errorf("got %v", got)
	}
}

type pointers struct{ flaky }

func (i *pointers) Pointers(_ context.Context, p unsafe.Pointer, q uintptr, r ***local) (complex128, error) {
	return complex(float64(*(*int)(p)), float64(int(q)+(**r).n)), i.attempt()
}

func (i *pointers) Instance(_ context.Context, p *atomic.Pointer[map[string][]local]) (*atomic.Pointer[local], error) {
	var out atomic.Pointer[local]
	out.Store(&(*p.Load())["a"][0])
	return &out, i.attempt()
}

func TestPointers(t *testing.T) {
	inner := &pointers{}
	n, l := 7, &local{n: 2}
	pl := &l
	got, err := NewRetryingPointers(inner).Pointers(t.Context(), unsafe.Pointer(&n), 3, &pl)
	inner.wantThird(t, err)
	if got != 7+5i {
		t.Errorf("got %v, want 7+5i", got)
	}

	inner.attempts = 0
	var p atomic.Pointer[map[string][]local]
	p.Store(&map[string][]local{"a": {{n: 9}}})
	out, err := NewRetryingPointers(inner).Instance(t.Context(), &p)
	inner.wantThird(t, err)
	if out.Load().n != 9 {
		t.Errorf("got %v, want 9", out.Load())
	}
}

type variadics struct {
	flaky
	Variadics
	seen int
}

func (i *variadics) Structs(_ context.Context, v ...struct{ A int }) error {
	for _, s := range v {
		i.seen += s.A
	}
	return i.attempt()
}

func (i *variadics) Unnamed(v ...unsafe.Pointer) error {
	if v == nil {
		i.seen++
	}
	return i.attempt()
}

func TestVariadics(t *testing.T) {
	inner := &variadics{}
	decorated := NewRetryingVariadics(inner)
	inner.wantThird(t, decorated.Structs(t.Context(), struct{ A int }{1}, struct{ A int }{10}))
	if inner.seen != 33 {
		t.Errorf("three attempts saw %d in all, want 33", inner.seen)
	}
	inner.attempts, inner.seen = 0, 0
	inner.wantThird(t, decorated.Unnamed())
	if inner.seen != 3 {
		t.Errorf("%d of 3 attempts saw that nothing was passed", inner.seen)
	}
}
