package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// tries returns how many attempts a call makes, at most 2, whose first attempt fails with err.
func tries(err error, matchers ...backoff.Matcher) int {
	policy := &backoff.Policy{MaxTries: 2, Errors: matchers}
	tries := 0
	_ = backoff.Run(context.Background(), policy, func(context.Context) error {
		tries++
		return err
	})
	return tries
}

func ExampleIs() {
	matcher := backoff.Is(io.ErrUnexpectedEOF)
	fmt.Println(tries(io.ErrUnexpectedEOF, matcher))
	fmt.Println(tries(fmt.Errorf("reading the header: %w", io.ErrUnexpectedEOF), matcher))
	fmt.Println(tries(io.EOF, matcher))
	// Output:
	// 2
	// 2
	// 1
}

func ExampleAs() {
	matcher := backoff.As[*fs.PathError]()
	_, err := os.Open("no such file")
	fmt.Println(tries(err, matcher))
	fmt.Println(tries(io.EOF, matcher))
	// Output:
	// 2
	// 1
}

func ExampleMatchFunc() {
	matcher := backoff.MatchFunc(func(err error) bool { return errors.Is(err, net.ErrClosed) })
	fmt.Println(tries(net.ErrClosed, matcher))
	fmt.Println(tries(io.EOF, matcher))
	// Output:
	// 2
	// 1
}

func ExampleExcept() {
	list := []backoff.Matcher{backoff.As[net.Error](), backoff.Except(backoff.Is(net.ErrClosed))}
	fmt.Println(tries(&net.DNSError{}, list...))
	fmt.Println(tries(&net.OpError{Err: net.ErrClosed}, list...))
	fmt.Println(list)
	// Output:
	// 2
	// 1
	// [net.Error !"use of closed network connection"]
}

func ExampleMatchClass() {
	isUnsent := func(err error) bool { // as a generated file has it for errors=@net.unsent
		e, ok := errors.AsType[*net.OpError](err)
		return ok && e.Op == "dial"
	}
	matcher := backoff.MatchClass(isUnsent)
	fmt.Println(tries(&net.OpError{Op: "dial", Err: errors.New("connection refused")}, matcher))
	fmt.Println(tries(&net.OpError{Op: "dial", Err: context.Canceled}, matcher)) // somebody has cancelled what the callee does
	// Output:
	// 2
	// 1
}

func ExampleMatchUnknown() {
	isLost := func(err error) bool { return errors.Is(err, io.EOF) } // as a generated file has it for errors=@net.unknown
	matcher := backoff.MatchUnknown(isLost)
	fmt.Println(tries(io.EOF, matcher)) // in a method that does not say idempotent=no
	// Output: 2
}

func ExampleMatcher() {
	temporary := []backoff.Matcher{
		backoff.Is(net.ErrClosed),       // what errors.Is matches
		backoff.As[*net.OpError](),      // what errors.As matches
		backoff.MatchFunc(os.IsTimeout), // what a function says
	}
	fmt.Println(tries(net.ErrClosed, temporary...), tries(io.EOF, temporary...))
	fmt.Println(tries(io.EOF, backoff.Any)) // every error
	// Output:
	// 2 1
	// 2
}

func ExampleMatcher_String() {
	fmt.Println(backoff.Any, backoff.Is(io.EOF), backoff.As[net.Error](), backoff.MatchFunc(os.IsTimeout))
	// Output: error "EOF" net.Error os.IsTimeout
}
