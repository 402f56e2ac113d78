package backoff_test

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decorate"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

// Rule 3.9: a body that can do more than a wrapper is left as it is.
func TestReleaseOnCloseLeavesOtherBodiesAlone(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte("head and body"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	seeker := struct {
		io.ReadSeeker
		io.Closer
	}{strings.NewReader("text"), io.NopCloser(nil)}
	for _, body := range []io.ReadCloser{file, seeker, &withMethods{}} {
		if got, _ := releasing(t, body); got != body {
			t.Errorf("a %T has become a %T", body, got)
		}
	}
	body, _ := releasing(t, file)
	if _, err := body.(io.Seeker).Seek(9, io.SeekStart); err != nil {
		t.Error(err)
	}
	if text, err := io.ReadAll(body); string(text) != "body" || err != nil {
		t.Errorf("read %q, %v", text, err)
	}
}

// withMethods is a body that tells how long it is.
type withMethods struct{ tracked }

func (*withMethods) Len() int { return 0 }

// Rule 3.9: a response that an inner value returns again and again is wrapped once, not once for each call.
func TestReleaseOnCloseMakesNoChain(t *testing.T) {
	inner := &tracked{Reader: strings.NewReader("text")}
	resp := &http.Response{Body: inner}
	for range 400 {
		body, _ := releasing(t, resp.Body)
		resp.Body = body
	}
	first, _ := releasing(t, inner)
	if resp.Body == inner {
		t.Error("it is not wrapped at all")
	}
	if again, _ := releasing(t, first); again != first {
		t.Errorf("a wrapper has become another one, %T", again)
	}
}

// Rule 3.9: through decorators around decorators, a body that was closed and dropped leaves nothing on the caller's context.
func TestReleaseOnCloseThroughTwoDecorators(t *testing.T) {
	caller, cancel := countctx.New(t.Context())
	defer cancel()
	outer, inner := keeping(limitsPolicy), keeping(limitsPolicy)
	get := func(ctx context.Context, m decorate.Method, attempt func(ctx context.Context) io.ReadCloser) io.ReadCloser {
		call := m.Call()
		defer call.End()
		body := attempt(call.Attempt(ctx))
		if call.Retry(ctx, nil) {
			t.Fatal("the call goes on")
		}
		return call.ReleaseOnClose(body)
	}
	for range 100 {
		var seen context.Context
		body := get(caller, outer, func(ctx context.Context) io.ReadCloser {
			return get(ctx, inner, func(ctx context.Context) io.ReadCloser {
				ctx.Done()
				seen = ctx
				return &tracked{Reader: strings.NewReader("text")}
			})
		})
		if seen.Err() != nil {
			t.Fatalf("the context of a body in use has %v", seen.Err())
		}
		if _ = body.Close(); seen.Err() == nil {
			t.Fatal("it is closed, and its context lives")
		}
	}
	for range 2000 {
		if caller.Children.Load() == 0 {
			return
		}
		runtime.GC()
		time.Sleep(ms)
	}
	t.Errorf("%d contexts are left on the caller's", caller.Children.Load())
}
