// Package kinds has parameters and results of every kind of type that there is.
package kinds

import (
	"context"
	"iter"
	"net/http"
	"sync/atomic"
	"unsafe"
)

// Size is a length.
const Size = 4

const half = Size / 2

type local struct{ n int }

// Arrays have constant lengths.
//
//backoff:retry 3
type Arrays interface {
	Arrays(ctx context.Context, a [Size]int, b [half][2]*local, c [len("abc")]byte) ([Size]string, error)
}

// Channels have all directions.
//
//backoff:retry 3 replay=always
type Channels interface {
	Channels(ctx context.Context, a chan int, b <-chan int, c chan<- int) (chan<- func(int) <-chan int, error)
	Nested(ctx context.Context, a chan (<-chan int), b chan<- chan int, c <-chan (<-chan int), d chan<- (chan<- int), e chan func()) error
}

// Functions take and return functions.
//
//backoff:retry 3
type Functions interface {
	Functions(ctx context.Context, f func(func(int, ...string) (func() error, error)) func(a, b int) (c, d string)) (func(context.Context) (int, error), error)
}

// Iterators are passed and returned.
//
//backoff:retry 3 replay=always
type Iterators interface {
	Iterators(ctx context.Context, s iter.Seq[int], t iter.Seq2[string, []local]) (iter.Seq2[int, error], error)
}

// Literals have types without names.
//
//backoff:retry 3
type Literals interface {
	Struct(ctx context.Context, s struct {
		A int `json:"a" xml:"b"`
		local
		b, c string "x:\"`\""
		*http.Client
	}) (struct{}, error)
	Interface(ctx context.Context, i interface {
		Do(a int) (b error)
		error
	}, j interface{}, k any) (interface{ comparable() }, error)
	Map(ctx context.Context, m map[[2]string]map[string]func()) (map[struct{ X int }]bool, error)
}

// Pointers are of all kinds, an instance of another package's generic type among them.
//
//backoff:retry 3
type Pointers interface {
	Pointers(ctx context.Context, p unsafe.Pointer, q uintptr, r ***local) (complex128, error)
	Instance(ctx context.Context, p *atomic.Pointer[map[string][]local]) (*atomic.Pointer[local], error)
}

// Variadics have lists of everything.
//
//backoff:retry 3 replay=always
type Variadics interface {
	Functions(ctx context.Context, v ...func(...int)) error
	Channels(ctx context.Context, v ...chan<- int) error
	Structs(ctx context.Context, v ...struct{ A int }) error
	Interfaces(ctx context.Context, v ...interface{ M() }) error
	Arrays(ctx context.Context, v ...[Size]int) error
	Maps(ctx context.Context, v ...map[string]int) error
	Pointers(ctx context.Context, v ...*local) error
	Slices(ctx context.Context, v ...[]byte) error
	Errors(ctx context.Context, v ...error) error
	Iterators(ctx context.Context, v ...iter.Seq[int]) error
	Unnamed(...unsafe.Pointer) error
	Blank(_ context.Context, _ ...local) (_ error)
}
