package streams_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/streams"
)

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
