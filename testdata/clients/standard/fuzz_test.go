package standard

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"syscall"
	"testing"

	"github.com/backoffgen/backoffgen/golden/classcheck"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

// leaves are errors of which trees are made, those without a content among them.
func leaves() []error {
	all := []error{
		context.Canceled, context.DeadlineExceeded, os.ErrDeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, os.ErrNotExist,
		syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNREFUSED, syscall.ENOENT, errors.New(""), errors.New("; REFUSED_STREAM"),
		&net.OpError{Err: io.EOF}, &net.OpError{Op: "dial", Err: errors.New("x")}, &net.OpError{Op: "read", Err: io.EOF}, &net.DNSError{}, &net.DNSError{IsNotFound: true},
		&url.Error{Err: io.EOF}, &url.Error{Err: errors.New("x")}, classcheck.Untrusted(), classcheck.Refused(),
	}
	for _, status := range []int{0, 200, 404, 408, 409, 421, 425, 429, 500, 502, 503, 504, 999} {
		all = append(all, &httphint.Error{StatusCode: status})
	}
	return all
}

func FuzzNet(f *testing.F) { classcheck.Fuzz(f, netClasses(), leaves()...) }

func FuzzHTTP(f *testing.F) { classcheck.Fuzz(f, httpClasses(), leaves()...) }
