package backoff

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"os"
	"syscall"
	"testing"

	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

var errBusy = errors.New("busy")

type (
	valueError   struct{}
	pointerError struct{}
	stringError  string
	temporary    interface{ Temporary() bool }
	coded        interface{ Code() int } // does not embed error
)

func (valueError) Error() string    { return "value" }
func (valueError) Code() int        { return 1 }
func (*pointerError) Error() string { return "pointer" }
func (stringError) Error() string   { return "string" }

// An asError says in an As method what it may be taken for.
type asError struct{ pointer, value, coded bool }

func (asError) Error() string { return "as" }

func (e asError) As(target any) bool {
	switch target := target.(type) {
	case **pointerError:
		*target = &pointerError{}
		return e.pointer
	case *valueError:
		return e.value
	case *coded:
		*target = valueError{}
		return e.coded
	}
	return false
}

// An isError is equal to io.EOF by an Is method.
type isError struct{}

func (isError) Error() string        { return "is" }
func (isError) Is(target error) bool { return target == io.EOF }

// A hollowError unwraps to nothing, in both ways that there are.
type hollowError struct{}

func (hollowError) Error() string { return "hollow" }
func (hollowError) Unwrap() error { return nil }

type hollowTree struct{ errs []error }

func (*hollowTree) Error() string     { return "hollow tree" }
func (t *hollowTree) Unwrap() []error { return append([]error{nil}, t.errs...) }

func randomError(random *rand.Rand, depth int) error {
	if depth > 0 {
		switch random.IntN(5) {
		case 0:
			return fmt.Errorf("a: %w", randomError(random, depth-1))
		case 1:
			return errors.Join(randomError(random, depth-1), randomError(random, depth-1))
		case 2:
			return fmt.Errorf("a: %w, b: %w", randomError(random, depth-1), randomError(random, depth-1))
		case 3:
			return &net.OpError{Op: "read", Err: randomError(random, depth-1)}
		case 4:
			return &hollowTree{[]error{randomError(random, depth-1), nil, randomError(random, depth-1)}}
		}
	}
	leaves := []error{
		valueError{}, &valueError{}, &pointerError{}, (*pointerError)(nil), stringError("a"), hollowError{}, isError{},
		io.EOF, errBusy, syscall.ECONNRESET, os.ErrNotExist, &fs.PathError{Err: os.ErrNotExist}, context.DeadlineExceeded,
		asError{}, asError{pointer: true}, asError{value: true}, asError{coded: true}, &Error{Last: errBusy}, &engine.TimedOut{Err: errBusy},
	}
	return leaves[random.IntN(len(leaves))]
}

// likeErrorsAs compares As[T] with errors.As, and reports whether err matched.
func likeErrorsAs[T any](t *testing.T, err error) bool {
	t.Helper()
	m := As[T]()
	var target T
	want := errors.As(err, &target)
	if got := m.matches(err); got != want {
		t.Errorf("As[%v] matches %#v: %v, errors.As: %v", m, err, got, want)
	}
	return want
}

func TestAsIsErrorsAs(t *testing.T) {
	compare := []func(t *testing.T, err error) bool{
		likeErrorsAs[error], likeErrorsAs[valueError], likeErrorsAs[*valueError], likeErrorsAs[*pointerError],
		likeErrorsAs[stringError], likeErrorsAs[net.Error], likeErrorsAs[temporary], likeErrorsAs[coded], likeErrorsAs[any],
		likeErrorsAs[*net.OpError], likeErrorsAs[syscall.Errno], likeErrorsAs[*fs.PathError], likeErrorsAs[*Error],
	}
	random := rand.New(rand.NewPCG(1, 2))
	matched, missed := make([]int, len(compare)), make([]int, len(compare))
	for range 3000 {
		err := randomError(random, 4)
		for i, compare := range compare {
			if compare(t, err) {
				matched[i]++
			} else {
				missed[i]++
			}
		}
	}
	for i := range compare { // error and any match everything
		if matched[i] < 50 || missed[i] < 50 && i != 0 && i != 8 {
			t.Errorf("type %d matched %d errors and missed %d: too few to tell", i, matched[i], missed[i])
		}
	}
	for _, compare := range compare {
		if compare(t, nil) {
			t.Error("nil matched")
		}
	}
}

func TestIsIsErrorsIs(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	matched := 0
	for range 3000 {
		err := randomError(random, 4)
		for _, target := range []error{io.EOF, errBusy, valueError{}, syscall.ECONNRESET, os.ErrNotExist, ErrAttemptTimeout, context.DeadlineExceeded} {
			m := Is(target)
			want := errors.Is(err, target)
			if got := m.matches(err); got != want {
				t.Errorf("Is(%v) matches %#v: %v, errors.Is: %v", target, err, got, want)
			}
			if want {
				matched++
			}
		}
	}
	if matched < 1000 {
		t.Errorf("only %d matches", matched)
	}
	uncomparable := &hollowTree{} // and below it a target that == panics on
	m := Is(sliceError{1})
	if m.matches(uncomparable) || m.matches(sliceError{1}) {
		t.Error("a target that cannot be compared matched")
	}
}

type sliceError []int

func (sliceError) Error() string { return "slice" }

func TestMatcherTexts(t *testing.T) {
	for want, m := range map[string]Matcher{
		`"busy"`:               Is(errBusy),
		"*net.OpError":         As[*net.OpError](),
		"net.Error":            As[net.Error](),
		"backoff.valueError":   As[valueError](),
		"error":                Any,
		"backoff.IsPermission": MatchFunc(IsPermission),
	} {
		if got := m.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestAnyAndMatchFunc(t *testing.T) {
	m, asked := Any, MatchFunc(IsPermission)
	for err, want := range map[error]bool{errBusy: false, fs.ErrPermission: true} {
		if !m.matches(err) || asked.matches(err) != want {
			t.Errorf("%v: Any says %v, MatchFunc %v, want %v", err, m.matches(err), asked.matches(err), want)
		}
	}
}

func TestInvalidMatchers(t *testing.T) {
	for want, m := range map[string]Matcher{
		"backoff: invalid policy: entry 1 of Errors can match no error: Is(nil)":                                                                          Is(nil),
		"backoff: invalid policy: entry 1 of Errors can match no error: MatchFunc(nil)":                                                                   MatchFunc(nil),
		"backoff: invalid policy: entry 1 of Errors can match no error: Matcher{}":                                                                        {},
		"backoff: invalid policy: entry 1 of Errors can match no error: As[int], which is not an interface and does not implement error":                  As[int](),
		"backoff: invalid policy: entry 1 of Errors can match no error: As[backoff.pointerError], which is not an interface and does not implement error": As[pointerError](),
	} {
		err := Policy{Errors: []Matcher{Any, m}}.Validate()
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		if _, err := Do(t.Context(), &Policy{Errors: []Matcher{m}}, func(context.Context) (int, error) {
			t.Error("the function was run")
			return 0, nil
		}); err == nil {
			t.Error("Do runs an invalid policy")
		}
	}
}
