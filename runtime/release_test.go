package backoff_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A tracked is a body that knows what was done to it.
type tracked struct {
	io.Reader
	closed int
}

func (b *tracked) Close() error { b.closed++; return errBusy }

// A duplex is what the body of 101 Switching Protocols is.
type duplex struct {
	tracked
	written     bytes.Buffer
	writeClosed bool
}

func (d *duplex) Write(p []byte) (int, error) { return d.written.Write(p) }
func (d *duplex) CloseWrite() error           { d.writeClosed = true; return nil }

// A halfDuplex cannot say that no more is written.
type halfDuplex struct{ tracked }

func (*halfDuplex) Write(p []byte) (int, error) { return len(p), nil }

// releasing makes an attempt succeed with a body, and returns what its caller gets, and its context.
func releasing(t *testing.T, body io.ReadCloser) (io.ReadCloser, context.Context) {
	t.Helper()
	m := keeping(limitsPolicy)
	call := m.Call()
	defer call.End()
	ctx := call.Attempt(t.Context())
	ctx.Done()
	if call.Retry(t.Context(), nil) {
		t.Fatal("the call goes on")
	}
	return call.ReleaseOnClose(body), ctx
}

func TestReleaseOnClose(t *testing.T) {
	inner := &tracked{Reader: strings.NewReader("text")}
	body, ctx := releasing(t, inner)
	if text, err := io.ReadAll(body); string(text) != "text" || err != nil || ctx.Err() != nil {
		t.Errorf("read %q, %v; the context has %v", text, err, ctx.Err())
	}
	if _, ok := body.(io.Writer); ok {
		t.Error("a body that can only be read can be written to")
	}
	if err := body.Close(); err != errBusy || inner.closed != 1 || ctx.Err() != context.Canceled || !isDone(ctx) {
		t.Errorf("Close returned %v; the context has %v", err, ctx.Err())
	}
	if err := body.Close(); err != errBusy || inner.closed != 2 {
		t.Errorf("a second Close returned %v, and the body was closed %d times", err, inner.closed)
	}
}

// What a body can do beside reading and closing, users ask it for.
func TestReleaseOnCloseKeepsTheBodysOtherMethods(t *testing.T) {
	t.Run("WriteTo", func(t *testing.T) {
		body, _ := releasing(t, io.NopCloser(strings.NewReader("text"))) // has WriteTo
		var out strings.Builder
		if n, err := body.(io.WriterTo).WriteTo(&out); n != 4 || err != nil || out.String() != "text" {
			t.Errorf("WriteTo wrote %q and returned %d, %v", &out, n, err)
		}
	})
	t.Run("a connection", func(t *testing.T) {
		inner := &duplex{tracked: tracked{Reader: strings.NewReader("in")}}
		body, ctx := releasing(t, inner)
		conn, ok := body.(interface {
			io.ReadWriteCloser
			CloseWrite() error
		})
		if !ok {
			t.Fatalf("%T is no connection any more", body)
		}
		if _, err := conn.Write([]byte("out")); err != nil || inner.written.String() != "out" {
			t.Errorf("wrote %q, %v", &inner.written, err)
		}
		if err := conn.CloseWrite(); err != nil || !inner.writeClosed || ctx.Err() != nil {
			t.Errorf("CloseWrite returned %v; the context has %v", err, ctx.Err())
		}
		if err := conn.Close(); err != errBusy || ctx.Err() == nil {
			t.Errorf("Close returned %v; the context has %v", err, ctx.Err())
		}
	})
	t.Run("a connection without CloseWrite", func(t *testing.T) {
		body, _ := releasing(t, new(halfDuplex))
		if err := body.(interface{ CloseWrite() error }).CloseWrite(); !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("CloseWrite returned %v", err)
		}
	})
	t.Run("http.NoBody", func(t *testing.T) {
		if body, _ := releasing(t, http.NoBody); body != http.NoBody {
			t.Errorf("http.NoBody has become %T", body)
		}
	})
	t.Run("nil", func(t *testing.T) {
		if body, _ := releasing(t, nil); body != nil {
			t.Errorf("nil has become %T", body)
		}
	})
	t.Run("of a failed attempt", func(t *testing.T) {
		m := keeping(limitsPolicy)
		call := m.Call()
		defer call.End()
		call.Attempt(t.Context())
		if call.Retry(t.Context(), errFatal) {
			t.Fatal("the call goes on")
		}
		if inner := new(tracked); call.ReleaseOnClose(inner) != inner {
			t.Error("a body whose context has ended is wrapped")
		}
	})
}

type closer func()

func (c closer) Close() { c() }

func TestDiscard(t *testing.T) {
	var call decorate.Call
	body := &tracked{Reader: strings.NewReader("")}
	call.Discard(body)
	closed := false
	call.Discard(closer(func() { closed = true }))
	if body.closed != 1 || !closed {
		t.Errorf("closed %d times with an error, and without: %v", body.closed, closed)
	}
	for _, nothing := range []any{nil, (*tracked)(nil), closer(nil), 1} {
		call.Discard(nothing)
	}
}

func TestDiscardBody(t *testing.T) {
	var call decorate.Call
	call.DiscardBody(nil)
	call.DiscardBody((*tracked)(nil))
	for _, test := range []struct {
		body io.Reader
		left int
	}{
		{strings.NewReader(strings.Repeat("x", 100)), 0},
		{strings.NewReader(strings.Repeat("x", 10_000)), 10_000 - 4096},
		{iotest.ErrReader(errFatal), 0},
	} {
		body := &tracked{Reader: test.body}
		call.DiscardBody(body)
		rest, _ := io.ReadAll(test.body)
		if body.closed != 1 || len(rest) != test.left {
			t.Errorf("closed %d times, %d bytes left, want %d", body.closed, len(rest), test.left)
		}
	}
}
