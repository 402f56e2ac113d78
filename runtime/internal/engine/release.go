package engine

import (
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
)

// ReleaseOnClose returns body, that of a response which is a result of the call, in such a way that closing it releases the
// context of the attempt that it came from. A body that can be written to, as after 101 Switching Protocols, stays so. One
// that can do anything else is left as it is: its context lasts until nobody can see it.
func (c *Call) ReleaseOnClose(body io.ReadCloser) io.ReadCloser {
	kept, ok := c.attempt().(*attempt.Kept)
	if !ok || body == nil || isNoBody(body) || !isPlainBody(body) { // users compare with http.NoBody, which no one need close
		return body
	}
	releasing := &releasingBody{body, kept}
	if w, ok := body.(io.Writer); ok {
		return &releasingConn{releasing, w}
	}
	return releasing
}

// isPlainBody reports whether a wrapper has all the methods of body. One of ours has not: it belongs to an earlier call.
func isPlainBody(body io.ReadCloser) bool {
	if _, ours := body.(releasing); ours {
		return false
	}
	t := reflect.TypeOf(body)
	for i := range t.NumMethod() {
		switch t.Method(i).Name {
		case "Read", "Close", "WriteTo", "Write", "CloseWrite":
		default:
			return false
		}
	}
	return true
}

// A releasing is a wrapper of ours.
type releasing interface{ within() io.ReadCloser }

// A releasingBody releases the context of the attempt that it came from when it is closed.
type releasingBody struct {
	io.ReadCloser
	attempt *attempt.Kept
}

func (b *releasingBody) within() io.ReadCloser { return b.ReadCloser }

func (b *releasingBody) Close() error {
	defer b.attempt.Release()
	return b.ReadCloser.Close()
}

// WriteTo leaves it to io.Copy to find out whether the body within has a faster way.
func (b *releasingBody) WriteTo(w io.Writer) (int64, error) { return io.Copy(w, b.ReadCloser) }

// A releasingConn is a releasingBody that can be written to.
type releasingConn struct {
	*releasingBody
	io.Writer
}

// CloseWrite says that no more will be written, where the body can say so; else it is an error, as net/http's own is.
func (c *releasingConn) CloseWrite() error {
	if w, ok := c.ReadCloser.(interface{ CloseWrite() error }); ok {
		return w.CloseWrite()
	}
	return fmt.Errorf("CloseWrite: %w", errors.ErrUnsupported)
}
