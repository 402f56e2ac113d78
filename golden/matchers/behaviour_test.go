package matchers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// broken fails always, with err.
type broken struct {
	err      error
	attempts int
}

func (b *broken) fail() error {
	b.attempts++
	return b.err
}

func (b *broken) Values(context.Context) error   { return b.fail() }
func (b *broken) Types(context.Context) error    { return b.fail() }
func (b *broken) Function(context.Context) error { return b.fail() }
func (b *broken) LeftOut(context.Context) error  { return b.fail() }
func (b *broken) Variable(context.Context) error { return b.fail() }
func (b *broken) Literal(context.Context) error  { return b.fail() }
func (b *broken) Expression(context.Context, string, string, string, string) error {
	return b.fail()
}

// Rule 1.19.
func TestWhatIsRetried(t *testing.T) {
	expression := func(m Matchers, ctx context.Context) error { return m.Expression(ctx, "", "", "", "") }
	other := errors.New("another error")
	tests := []struct {
		name    string
		call    func(Matchers, context.Context) error
		err     error
		retried bool
	}{
		{"a variable of this package", Matchers.Values, ErrOwn, true},
		{"a variable of an import under another name", Matchers.Values, fs.ErrNotExist, true},
		{"a variable of a dot import, wrapped", Matchers.Values, fmt.Errorf("reading: %w", io.EOF), true},
		{"a variable of a package that nobody imports", Matchers.Values, os.ErrClosed, true},
		{"a constant of a package that an annotation imports", Matchers.Values, syscall.ECONNRESET, true},
		{"another value", Matchers.Values, other, false},
		{"a type by value", Matchers.Types, ByValue{}, true},
		{"a pointer where the value is listed", Matchers.Types, &ByValue{}, false},
		{"a pointer", Matchers.Types, &net.OpError{Err: other}, true},
		{"an interface that is an error", Matchers.Types, &net.DNSError{}, true},
		{"an interface that is no error", Matchers.Types, temporary{}, true},
		{"a type of a package that an annotation imports", Matchers.Types, &exec.Error{Err: other}, true},
		{"another type", Matchers.Types, other, false},
		{"a function that says yes", Matchers.Function, errors.New("asked"), true},
		{"a function that says no", Matchers.Function, other, false},
		{"beside a function", Matchers.Function, fs.ErrExist, true},
		{"an entry beside those left out", Matchers.LeftOut, ErrOwn, true},
		{"a type beside those left out", Matchers.LeftOut, &net.DNSError{}, true},
		{"a type that is left out", Matchers.LeftOut, &net.OpError{Err: other}, false},
		{"a value that is left out", Matchers.LeftOut, syscall.ECONNRESET, false},
		{"a function that leaves out", Matchers.LeftOut, fmt.Errorf("%.0w%w", ErrOwn, errors.New("asked")), false},
		{"giveup in a variable", Matchers.Variable, ErrOwn, false},
		{"no giveup in a variable", Matchers.Variable, other, true},
		{"an expression: ==", expression, io.EOF, false},
		{"an expression: errors.Is", expression, &fs.PathError{Err: fs.ErrClosed}, false},
		{"an expression: a conversion", expression, syscall.Errno(32), false},
		{"an expression: a composite literal", expression, ByValue{Code: 7}, false},
		{"an expression that is false", expression, ByValue{Code: 8}, true},
		{"a function literal", Matchers.Literal, errors.New("literal"), false},
		{"a function literal that is false", Matchers.Literal, other, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inner := &broken{err: tt.err}
			if err := tt.call(NewRetryingMatchers(inner), context.Background()); err != tt.err {
				t.Errorf("the error is %v, want the inner one itself", err)
			}
			if retried := inner.attempts == 2; retried != tt.retried {
				t.Errorf("%v is retried: %v, want %v", tt.err, retried, tt.retried)
			}
		})
	}
}

type temporary struct{}

func (temporary) Error() string   { return "temporary" }
func (temporary) Temporary() bool { return false }
