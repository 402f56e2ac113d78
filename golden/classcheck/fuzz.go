package classcheck

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Fuzz asks the predicates, by their classes, about trees that are made at random of errors: no tree makes one panic, a
// predicate by several classes is true where that of one of them is, and nothing that is wrapped around a tree or joined to it
// changes what a predicate says, as long as it tells of nothing itself. A tree is a program for a stack: each byte pushes an
// error, wraps the topmost one, or joins the two topmost ones.
func Fuzz(f *testing.F, predicates map[string]func(error) bool, leaves ...error) {
	for n := range leaves {
		f.Add([]byte{byte(n), wraps, byte(n + 1), joins, wrapsList})
	}
	other := errors.New("another thing")
	f.Fuzz(func(t *testing.T, program []byte) {
		err := tree(program, leaves)
		around := map[string]error{
			"wrapped":        fmt.Errorf("saving: %w", err),
			"wrapped twice":  fmt.Errorf("a %w", fmt.Errorf("b %w", err)),
			"joined":         errors.Join(err, other),
			"joined, later":  errors.Join(other, err),
			"in an own type": list{err, other},
		}
		for class, is := range predicates {
			want := is(err)
			for form, e := range around {
				if got := is(e); got != want {
					t.Errorf("%s: %#v is %s: %t, want %t as bare", form, err, class, got, want)
				}
			}
			classes := strings.Split(class, ",")
			some := slices.ContainsFunc(classes, func(one string) bool {
				of := predicates[one] // nil where the client has no such errors
				return of != nil && of(err)
			})
			if some != want {
				t.Errorf("%#v is %s: %t, but of one of them: %t", err, class, want, some)
			}
		}
	})
}

// What bytes of a program mean that is not the number of an error.
const (
	wraps = 0xff - iota
	joins
	wrapsList
	joinsList
)

// tree is the error that a program makes.
func tree(program []byte, leaves []error) error {
	stack := []error{leaves[0]}
	for _, b := range program[:min(len(program), 64)] {
		top := len(stack) - 1
		two := stack[max(0, top-1):]
		switch b {
		case wraps:
			stack[top] = fmt.Errorf("wrapped: %w", stack[top])
		case wrapsList:
			stack[top] = list{stack[top]}
		case joins:
			stack = append(stack[:max(0, top-1)], errors.Join(slices.Clone(two)...))
		case joinsList:
			stack = append(stack[:max(0, top-1)], list(slices.Clone(two)))
		default:
			stack = append(stack, leaves[int(b)%len(leaves)])
		}
	}
	return stack[len(stack)-1]
}

// A list is an error of a type of its own that wraps several.
type list []error

func (l list) Error() string   { return fmt.Sprint([]error(l)) }
func (l list) Unwrap() []error { return l }
