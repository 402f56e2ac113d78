package uploads_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/backoffgen/backoffgen/golden/uploads"
)

// A request that can make its body again is sent whole again, with the same length.
func TestARequestWithGetBody(t *testing.T) {
	server := newServer(t)
	req := post(t.Context(), t, server.URL, strings.NewReader(text)) // which sets GetBody
	resp, err := uploads.NewRetryingClient(newClient()).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	server.check(t, 3, int64(len(text)), text)
}

// One that cannot is sent once, and what went wrong is told as it is.
func TestARequestWithoutGetBody(t *testing.T) {
	for name, body := range map[string]func(t *testing.T) io.Reader{
		"file": func(t *testing.T) io.Reader { return file(t, text) }, // the client closes it
		"pipe": func(t *testing.T) io.Reader { return pipe(t, text) },
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			var inner error
			resp, err := uploads.NewRetryingClient(doer(func(req *http.Request) (*http.Response, error) {
				resp, err := newClient().Do(req)
				inner = err
				return resp, err
			})).Do(post(t.Context(), t, server.URL, body(t)))
			if err == nil || err != inner {
				t.Errorf("Do returned %v, %v, want the attempt's error itself: %v", resp, err, inner)
			}
			server.check(t, 1, -1)
		})
	}
}

// GetBody may fail: then the error of the attempt says more.
func TestARequestWhoseGetBodyFails(t *testing.T) {
	req := post(t.Context(), t, "http://example.com", strings.NewReader("text"))
	req.GetBody = func() (io.ReadCloser, error) { return nil, errors.New("no body") }
	broken := errors.New("broken")
	attempts := 0
	_, err := uploads.NewRetryingClient(doer(func(*http.Request) (*http.Response, error) {
		attempts++
		return nil, broken
	})).Do(req)
	if err != broken || attempts != 1 {
		t.Errorf("Do returned %v after %d attempts", err, attempts)
	}
}

// Without a body there is nothing to send twice.
func TestARequestWithoutABody(t *testing.T) {
	for _, body := range []io.Reader{nil, http.NoBody} {
		req := post(t.Context(), t, "http://example.com", body)
		attempts := 0
		_, _ = uploads.NewRetryingClient(doer(func(sent *http.Request) (*http.Response, error) {
			if attempts++; sent.Body != req.Body || sent.ContentLength != 0 {
				t.Errorf("an attempt sends %T of length %d, want %T", sent.Body, sent.ContentLength, req.Body)
			}
			return nil, iotest.ErrTimeout
		})).Do(req)
		if attempts != 3 {
			t.Errorf("%d attempts, want 3", attempts)
		}
	}
}

// A body that is a nil pointer is none either.
func TestARequestWhoseBodyIsNil(t *testing.T) {
	req := post(t.Context(), t, "http://example.com", nil)
	req.Body = (*os.File)(nil)
	attempts := 0
	_, err := uploads.NewRetryingClient(doer(func(sent *http.Request) (*http.Response, error) {
		if attempts++; sent.Body != nil {
			t.Errorf("an attempt sends %T", sent.Body)
		}
		return nil, iotest.ErrTimeout
	})).Do(req)
	if err != iotest.ErrTimeout || attempts != 3 {
		t.Errorf("Do returned %v after %d attempts", err, attempts)
	}
}

// A request beside a context keeps its own context, and gets a fresh body.
func TestARequestBesideAContext(t *testing.T) {
	type key struct{}
	s := &sender{}
	req := post(context.WithValue(t.Context(), key{}, "request"), t, "http://example.com", strings.NewReader("text"))
	s.send = func(ctx context.Context, sent *http.Request) error {
		if ctx.Value(key{}) != "call" || sent.Context().Value(key{}) != "request" {
			t.Error("the two contexts were mixed up")
		}
		if _, ok := ctx.Deadline(); !ok {
			t.Error("the attempt's context has no limit")
		}
		if body, err := io.ReadAll(sent.Body); string(body) != "text" || err != nil || sent.ContentLength != 4 {
			t.Errorf("an attempt sends %q, %v", body, err)
		}
		return io.ErrUnexpectedEOF
	}
	r := uploads.NewRetryingSender(s)
	if err := r.Send(context.WithValue(t.Context(), key{}, "call"), req); err != io.ErrUnexpectedEOF || s.attempts != 3 {
		t.Errorf("Send returned %v after %d attempts", err, s.attempts)
	}
	if err := r.Send(t.Context(), nil); err != errNoRequest || s.attempts != 4 {
		t.Errorf("Send of nothing returned %v after %d attempts, want 1", err, s.attempts-3)
	}
	s.attempts = 0
	req = post(context.WithValue(t.Context(), key{}, "request"), t, "http://example.com", strings.NewReader("text"))
	if err := r.SendOnce(req); err != io.ErrUnexpectedEOF || s.attempts != 1 {
		t.Errorf("SendOnce returned %v after %d attempts", err, s.attempts)
	}
}

// The uploads of a typed API: a file and a reader that stands somewhere in its middle are sent whole again, and a pipe
// is not sent twice.
func TestATypedUpload(t *testing.T) {
	osPipe := func(t *testing.T) io.Reader {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close() })
		go func() {
			_, _ = io.WriteString(w, text)
			w.Close()
		}()
		return r
	}
	for name, test := range map[string]struct {
		body    func(t *testing.T) io.Reader
		uploads int
	}{
		"file":           {func(t *testing.T) io.Reader { return file(t, text) }, 3},
		"strings.Reader": {func(t *testing.T) io.Reader { return at(t, strings.NewReader("head"+text), 4) }, 3},
		"os.Pipe":        {osPipe, 1},
		"io.Pipe":        {func(t *testing.T) io.Reader { return pipe(t, text) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			store := &store{}
			var inner error
			store.attempt = func(read func(io.Reader) string, args ...any) error {
				_, inner = newClient().Do(post(t.Context(), t, server.URL, struct{ io.Reader }{args[0].(io.Reader)})) // nothing to close
				return inner
			}
			err := uploads.NewRetryingStore(store).Put(t.Context(), name, test.body(t))
			if test.uploads == 1 {
				if err == nil || err != inner {
					t.Errorf("Put returned %v, want the attempt's error itself: %v", err, inner)
				}
				server.check(t, 1, -1)
				return
			}
			if err != nil {
				t.Error(err)
			}
			server.check(t, 3, -1, text)
		})
	}
}

type doer func(*http.Request) (*http.Response, error)

func (f doer) Do(req *http.Request) (*http.Response, error) { return f(req) }

type sender struct {
	attempts int
	send     func(ctx context.Context, req *http.Request) error
}

var errNoRequest = errors.New("no request")

func (s *sender) Send(ctx context.Context, req *http.Request) error {
	if s.attempts++; req == nil {
		return errNoRequest
	}
	return s.send(ctx, req)
}

func (s *sender) SendOnce(*http.Request) error { s.attempts++; return io.ErrUnexpectedEOF }
