package streams_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
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
			if n := handler.requests.Load(); n != 3 {
				t.Errorf("%d requests, want 3", n)
			}
		})
	}
}

// pipes is a network in memory, which testing/synctest can look through.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.done); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes", Net: "unix"} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// serve returns a client of handler, in this bubble.
func serve(t *testing.T, handler http.HandlerFunc) *http.Client {
	p := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
	server := &http.Server{Handler: handler}
	go func() { _ = server.Serve(p) }()
	transport := &http.Transport{DialContext: p.dial}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		_ = server.Close()
		synctest.Wait()
	})
	return &http.Client{Transport: transport}
}

func request(ctx context.Context, t *testing.T) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://pipes/", nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
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

// A response that was refused is read to its end, so that the next request has its connection; one that is long is not.
func TestARejectedResponseLeavesItsConnection(t *testing.T) {
	for name, test := range map[string]struct {
		size  int
		dials int
	}{"short": {100, 1}, "long": {1 << 20, 3}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var requests atomic.Int32
				client := serve(t, func(w http.ResponseWriter, r *http.Request) {
					if requests.Add(1) <= 2 {
						w.WriteHeader(http.StatusServiceUnavailable)
						_, _ = w.Write(make([]byte, test.size))
						return
					}
					_, _ = io.WriteString(w, "here you are")
				})
				transport := client.Transport.(*http.Transport)
				dial, dials := transport.DialContext, 0
				transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
					dials++
					return dial(ctx, network, address)
				}
				var attempts []context.Context
				resp, err := streams.NewRetryingPatient(roundTripper(func(req *http.Request) (*http.Response, error) {
					for _, ctx := range attempts {
						if ctx.Err() != context.Canceled {
							t.Errorf("the context of an attempt that was refused has %v", ctx.Err())
						}
					}
					attempts = append(attempts, req.Context())
					return client.Do(req)
				})).Do(request(t.Context(), t))
				if err != nil {
					t.Fatal(err)
				}
				defer resp.Body.Close()
				time.Sleep(time.Hour)
				if text, err := io.ReadAll(resp.Body); string(text) != "here you are" || err != nil {
					t.Errorf("read %q, %v", text, err)
				}
				if len(attempts) != 3 || dials != test.dials {
					t.Errorf("%d attempts over %d connections, want 3 over %d", len(attempts), dials, test.dials)
				}
			})
		})
	}
}

// A refused response that is the last is the caller's, open.
func TestTheLastRejectedResponseIsTheCallers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = io.WriteString(w, "sorry")
		})
		resp, err := streams.NewRetryingPatient(client).Do(request(t.Context(), t))
		if err != nil || resp.StatusCode != http.StatusServiceUnavailable {
			t.Fatalf("%v, %v", resp, err)
		}
		defer resp.Body.Close()
		time.Sleep(time.Hour)
		if text, err := io.ReadAll(resp.Body); string(text) != "sorry" || err != nil {
			t.Errorf("read %q, %v", text, err)
		}
	})
}

// A response that came with an error is closed before the next one, and left to the caller with the last error.
func TestADiscardedResponseIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		var bodies []*body
		resp, err := streams.NewRetryingClient(roundTripper(func(*http.Request) (*http.Response, error) {
			for i, b := range bodies {
				if !b.closed || b.Len() > 0 {
					t.Errorf("body %d: closed %v, %d bytes left", i+1, b.closed, b.Len())
				}
			}
			bodies = append(bodies, &body{Reader: strings.NewReader("sorry")})
			return &http.Response{Body: bodies[len(bodies)-1]}, broken
		})).Do(request(t.Context(), t))
		if err != broken || len(bodies) != 4 || bodies[3].closed || resp.Body != bodies[3] {
			t.Errorf("%v after %d attempts", err, len(bodies))
		}
	})
}

type body struct {
	*strings.Reader
	closed bool
}

func (b *body) Close() error { b.closed = true; return nil }

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
func (f roundTripper) Do(req *http.Request) (*http.Response, error)        { return f(req) }
