package backoff

import (
	"errors"
	"fmt"
	"io"
)

// ReleaseOnClose returns body, which is or belongs to a result of the call, in such a way that closing it releases the
// context of the attempt that it came from. A body that can be written to, as after 101 Switching Protocols, stays so.
func (c *Call) ReleaseOnClose(body io.ReadCloser) io.ReadCloser {
	kept, ok := c.attempt().(*resultContext)
	if !ok || body == nil || isNoBody(body) { // users compare with http.NoBody, which no one need close
		return body
	}
	releasing := &releasingBody{body, kept}
	if w, ok := body.(io.Writer); ok {
		return &releasingConn{releasing, w}
	}
	return releasing
}

// A releasingBody releases the context of the attempt that it came from when it is closed.
type releasingBody struct {
	io.ReadCloser
	attempt *resultContext
}

func (b *releasingBody) Close() error {
	defer b.attempt.release()
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

// Discard closes a result that nobody will get, since the call goes on: what an attempt returned beside its error. It has
// a method Close, with or without an error.
func (c *Call) Discard(result any) {
	if isNil(result) {
		return
	}
	switch r := result.(type) {
	case io.Closer:
		_ = r.Close() // the attempt's own error is the one to tell
	case interface{ Close() }:
		r.Close()
	}
}

// DiscardBody is [Call.Discard] for a body in a result, such as that of an *http.Response. It reads what little there may
// be left, so that the connection can be used again.
func (c *Call) DiscardBody(body io.ReadCloser) {
	if isNil(body) {
		return
	}
	_, _ = io.CopyN(io.Discard, body, 4<<10)
	_ = body.Close()
}
