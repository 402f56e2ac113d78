// Package classcheck asks the predicates of a client about errors: for the tests below testdata/clients.
package classcheck

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// A Case is an error, and the classes that it belongs to; all others it must not belong to.
type Case struct {
	Err     error
	Classes []string
}

// In returns a case.
func In(err error, classes ...string) Case { return Case{err, classes} }

// Refused is what dialing gives.
func Refused() error {
	return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
}

// Untrusted is what a handshake gives with a certificate that is not trusted.
func Untrusted() error {
	return &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}
}

// Connection returns the errors of connections that all clients over TCP tell alike.
func Connection() []Case {
	return []Case{
		In(&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}),
		In(&net.OpError{Op: "dial", Err: Untrusted()}),
		In(Untrusted()),
		In(&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, "unknown"),
		In(&net.OpError{Op: "write", Err: errors.New("wsasend: an established connection was aborted")}, "unknown"), // Windows
		In(&net.OpError{Op: "remote error", Err: tls.AlertError(42)}),
		In(&url.Error{Op: "Post", Err: io.EOF}, "unknown"),
		In(io.ErrUnexpectedEOF, "unknown"),
		In(net.ErrClosed, "unknown"),
		In(os.NewSyscallError("write", syscall.EPIPE), "unknown"),
		In(syscall.ECONNABORTED, "unknown"),
		In(syscall.ETIMEDOUT, "unknown"),
		In(os.ErrDeadlineExceeded, "unknown"),
		In(context.DeadlineExceeded, "unknown"),
		In(context.Canceled),
	}
}

// Test asks each predicate, by its class, about each error: bare, wrapped, and joined with another one before or after it.
// A predicate by several classes, with commas between them, has to be true of those of each. Every predicate has to be true
// of one error at least.
func Test(t *testing.T, predicates map[string]func(error) bool, cases ...Case) {
	t.Helper()
	other := errors.New("another thing")
	used := map[string]bool{}
	for _, c := range append(cases, Case{other, nil}) {
		for form, err := range map[string]error{
			"bare":          c.Err,
			"wrapped":       fmt.Errorf("saving: %w", c.Err),
			"joined":        errors.Join(c.Err, other),
			"joined, later": fmt.Errorf("saving: %w", errors.Join(other, c.Err)),
		} {
			for class, is := range predicates {
				want := slices.ContainsFunc(strings.Split(class, ","), func(one string) bool { return slices.Contains(c.Classes, one) })
				used[class] = used[class] || want
				if got := is(err); got != want {
					t.Errorf("%s: %T %v is %s: %t, want %t", form, c.Err, c.Err, class, got, want)
				}
			}
		}
		for _, class := range c.Classes {
			if predicates[class] == nil {
				t.Errorf("%T %v: there is no class %s", c.Err, c.Err, class)
			}
		}
	}
	for class := range predicates {
		if !used[class] {
			t.Errorf("no error is %s", class)
		}
	}
}
