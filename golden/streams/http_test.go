package streams_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/streams"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A flaky server fails twice, once by hanging up and once by taking too long, and then streams.
type flaky struct{ requests atomic.Int32 }

const (
	chunk  = "a chunk of a body that takes longer than an attempt may\n"
	chunks = 6
)

func (s *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch s.requests.Add(1) {
	case 1:
		panic(http.ErrAbortHandler)
	case 2:
		<-r.Context().Done()
	default:
		for range chunks {
			_, _ = io.WriteString(w, chunk)
			_ = http.NewResponseController(w).Flush()
			time.Sleep(60 * time.Millisecond)
		}
	}
}

// ways are the three ways to send a request through a decorator of this package.
var ways = map[string]func(client *http.Client, req *http.Request) (io.ReadCloser, error){
	"client": func(client *http.Client, req *http.Request) (io.ReadCloser, error) {
		resp, err := streams.NewRetryingClient(client).Do(req)
		if err != nil {
			return nil, err
		}
		return resp.Body, nil
	},
	"transport": func(client *http.Client, req *http.Request) (io.ReadCloser, error) {
		resp, err := (&http.Client{Transport: streams.NewRetryingTransport(client.Transport)}).Do(req)
		if err != nil {
			return nil, err
		}
		return resp.Body, nil
	},
	"typed": func(client *http.Client, req *http.Request) (io.ReadCloser, error) {
		return streams.NewRetryingSource(&source{open: func(ctx context.Context) (io.ReadCloser, error) {
			resp, err := client.Do(req.Clone(ctx))
			if err != nil {
				return nil, err
			}
			return resp.Body, nil
		}}).Open(req.Context(), "")
	},
}

// The real thing: a server on loopback.
func TestABodyThatTakesLongerThanAnAttempt(t *testing.T) {
	for name, get := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			handler := new(flaky)
			server := httptest.NewServer(handler)
			defer server.Close()
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			body, err := get(client, req)
			if err != nil {
				t.Fatal(err)
			}
			defer body.Close()
			start := time.Now()
			text, err := io.ReadAll(body)
			if string(text) != strings.Repeat(chunk, chunks) || err != nil {
				t.Errorf("read %d bytes, %v, want all %d", len(text), err, chunks*len(chunk))
			}
			if time.Since(start) < 250*time.Millisecond {
				t.Errorf("read it all in %v, so that nothing was tested", time.Since(start))
			}
			if n := handler.requests.Load(); n < 3 { // on a busy machine the third may be too slow as well
				t.Errorf("%d requests, want the two that fail before the one that streams", n)
			}
		})
	}
}

func TestABodyEndsWithTheCallersContext(t *testing.T) {
	for name, get := range ways {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := serve(t, func(w http.ResponseWriter, r *http.Request) {
					_, _ = io.WriteString(w, "first")
					_ = http.NewResponseController(w).Flush()
					<-r.Context().Done()
				})
				why := errors.New("had enough")
				ctx, cancel := context.WithCancelCause(t.Context())
				body, err := get(client, request(ctx, t))
				if err != nil {
					t.Fatal(err)
				}
				defer body.Close()
				first := make([]byte, 5)
				if _, err := io.ReadFull(body, first); err != nil {
					t.Fatal(err)
				}
				time.AfterFunc(time.Hour, func() { cancel(why) })
				start := time.Now()
				if _, err := body.Read(first); !errors.Is(err, why) && !errors.Is(err, context.Canceled) || time.Since(start) != time.Hour {
					t.Errorf("after %v: %v, want the caller's cancel after an hour", time.Since(start), err)
				}
			})
		})
	}
}

// The server sees at once that nobody reads on, since Close ends the attempt's context.
func TestAClosedBodyReleasesItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var attempt context.Context
		resp, err := streams.NewRetryingTransport(roundTripper(func(req *http.Request) (*http.Response, error) {
			attempt = req.Context()
			return &http.Response{Body: io.NopCloser(strings.NewReader("text"))}, nil
		})).RoundTrip(request(t.Context(), t))
		if err != nil || attempt.Err() != nil {
			t.Fatalf("%v; the context has %v", err, attempt.Err())
		}
		object, err := streams.NewRetryingSource(&source{download: func(ctx context.Context) (streams.Object, error) {
			return streams.Object{Body: resp.Body}, nil
		}}).Download(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		if err := object.Body.Close(); err != nil || attempt.Err() != context.Canceled {
			t.Errorf("Close returned %v; the context has %v", err, attempt.Err())
		}
		<-attempt.Done()
	})
}

// A connection that has changed its protocol can be written to.
func TestSwitchedProtocols(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Connection", "Upgrade")
			w.Header().Set("Upgrade", "echo")
			w.WriteHeader(http.StatusSwitchingProtocols)
			conn, both, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			line, err := both.ReadString('\n')
			if err != nil {
				t.Error(err)
			}
			fmt.Fprint(conn, line)
		})
		req := request(t.Context(), t)
		req.Header.Set("Connection", "Upgrade")
		req.Header.Set("Upgrade", "echo")
		resp, err := streams.NewRetryingClient(client).Do(req)
		if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
			t.Fatalf("%v, %v", resp, err)
		}
		time.Sleep(time.Hour)
		conn, ok := resp.Body.(io.ReadWriteCloser)
		if !ok {
			t.Fatalf("a %T cannot be written to", resp.Body)
		}
		defer conn.Close()
		fmt.Fprintln(conn, "hello")
		if line, err := bufio.NewReader(conn).ReadString('\n'); line != "hello\n" || err != nil {
			t.Errorf("the echo is %q, %v", line, err)
		}
	})
}

// The limit holds while the attempt runs, although the server is told of the caller's deadline alone.
func TestAnAttemptThatTakesTooLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		callers, _ := ctx.Deadline()
		var causes []error
		var requests atomic.Int32
		client := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if requests.Add(1) <= 2 {
				<-r.Context().Done()
			}
		})
		counted := roundTripper(func(req *http.Request) (*http.Response, error) {
			if d, _ := req.Context().Deadline(); !d.Equal(callers) {
				t.Errorf("an attempt's deadline is %v, want the caller's", d)
			}
			resp, err := client.Transport.RoundTrip(req)
			if err != nil {
				causes = append(causes, context.Cause(req.Context()))
			}
			return resp, err
		})
		start := time.Now()
		resp, err := streams.NewRetryingTransport(counted).RoundTrip(request(ctx, t))
		if err != nil || resp.Body != http.NoBody {
			t.Fatalf("%v, %v", resp, err)
		}
		if len(causes) != 2 || causes[0] != backoff.ErrAttemptTimeout || causes[1] != backoff.ErrAttemptTimeout || time.Since(start) != 500*time.Millisecond {
			t.Errorf("after %v: attempts ended because of %v", time.Since(start), causes)
		}
	})
}
