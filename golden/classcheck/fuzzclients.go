package classcheck

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// A Client is what [FuzzClients] asks about one client's errors.
type Client struct {
	Predicates map[string]func(error) bool

	Known []Case                   // errors and their classes
	Coded func(code uint16) []Case // errors of the client's own types with a code, and the classes that the table says it has; may be nil
}

// FuzzClients asks the predicates of several clients about trees that are made at random of their errors, as [Fuzz] does, and holds
// them to what the table says as well: an error of which one chain is made is of its own classes, however it is wrapped, and a join is
// of no class that none of its parts is of. The first byte of a program chooses the client.
func FuzzClients(f *testing.F, clients ...Client) {
	for i, c := range clients {
		for n := range min(len(c.Known), 250) {
			f.Add([]byte{byte(i), byte(n), wraps, byte(n + 1), joins, wrapsList})
			f.Add([]byte{byte(i), codes, byte(n), byte(n >> 2), wrapsShy, wraps})
		}
	}
	other := errors.New("another thing")
	f.Fuzz(func(t *testing.T, program []byte) {
		if len(program) == 0 {
			return
		}
		c := clients[int(program[0])%len(clients)]
		top := c.tree(program[1:])
		for class, is := range c.Predicates {
			want := is(top.err)
			some := slices.ContainsFunc(strings.Split(class, ","), func(one string) bool { return slices.Contains(top.classes, one) })
			switch {
			case want && !some:
				t.Errorf("%#v is %s, and none of what it is made of is", top.err, class)
			case !want && some && !top.joined:
				t.Errorf("%#v is not %s, but of the classes %v", top.err, class, top.classes)
			}
			for form, e := range map[string]error{
				"wrapped": fmt.Errorf("saving: %w", top.err), "joined": errors.Join(top.err, other), "joined, later": errors.Join(nil, other, top.err), "in a list": list{other, top.err}, "in a shy one": shy{top.err},
			} {
				if got := is(e); got != want {
					t.Errorf("%s: %#v is %s: %t, want %t as bare", form, top.err, class, got, want)
				}
			}
		}
	})
}

// A node is an error of a tree.
type node struct {
	err     error
	classes []string // of all that it is made of
	joined  bool     // it is made of more than one
}

const (
	codes    = joinsList - 1 - iota // and two bytes more: an error with a code
	wrapsShy                        // in a type with methods of its own for errors.Is and errors.As, which know nothing
	wrapsNothing
)

// tree is the error that a program makes.
func (c Client) tree(program []byte) node {
	leaf := func(k Case) node { return node{k.Err, k.Classes, false} }
	stack := []node{leaf(c.Known[0])}
	program = program[:min(len(program), 64)]
	for i := 0; i < len(program); i++ {
		top := len(stack) - 1
		wrap := func(w func(error) error) { stack[top].err = w(stack[top].err) }
		join := func(j func(...error) error) {
			if top == 0 {
				return
			}
			one, two := stack[top-1], stack[top]
			stack = append(stack[:top-1], node{j(one.err, two.err), slices.Concat(one.classes, two.classes), true})
		}
		switch b := program[i]; b {
		case wraps:
			wrap(func(err error) error { return fmt.Errorf("wrapped: %w", err) })
		case wrapsList:
			wrap(func(err error) error { return list{err} })
		case wrapsShy:
			wrap(func(err error) error { return shy{err} })
		case wrapsNothing:
			stack = append(stack, node{err: shy{nil}})
		case joins:
			join(errors.Join)
		case joinsList:
			join(func(errs ...error) error { return list(errs) })
		case codes:
			if c.Coded != nil && i+2 < len(program) {
				coded := c.Coded(uint16(program[i+1])<<8 | uint16(program[i+2]))
				stack = append(stack, leaf(coded[int(program[i+2])%len(coded)]))
			}
			i += 2
		default:
			stack = append(stack, leaf(c.Known[int(b)%len(c.Known)]))
		}
	}
	return stack[len(stack)-1]
}

// A shy error asks nobody to look at it: it is nothing, cannot be anything, and may wrap nothing.
type shy struct{ error }

func (s shy) Error() string {
	if s.error == nil {
		return "nothing"
	}
	return "shy: " + s.error.Error()
}

func (shy) Is(error) bool   { return false }
func (shy) As(any) bool     { return false }
func (s shy) Unwrap() error { return s.error }

// Codes returns a function that makes a code and its classes of any number: every other one is of those that are listed, since few of
// all numbers are, and the others are made by other.
func Codes[K cmp.Ordered](listed map[K][]string, other func(uint16) K) func(uint16) (K, []string) {
	keys := slices.Sorted(maps.Keys(listed))
	return func(n uint16) (K, []string) {
		code := other(n)
		if n%2 == 0 {
			code = keys[int(n/2)%len(keys)]
		}
		return code, listed[code]
	}
}
