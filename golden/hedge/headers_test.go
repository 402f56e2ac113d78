package hedge_test

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/hedge"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// A client is a store whose requests are sent by a real client.
type client struct {
	callee
	http.Client
}

func (c *client) Do(req *http.Request) (*http.Response, error) { return c.Client.Do(req) }

// Two attempts at once write into two headers: in one, that would be a data race and could end the program. Rule 3.10.
func TestHedgesWriteIntoHeadersOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		jar.SetCookies(&url.URL{Scheme: "https", Host: "example.com"}, []*http.Cookie{{Name: "sid", Value: "a"}})
		var mu sync.Mutex
		var sent []string
		c := &client{Client: http.Client{Jar: jar, Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			for i := range 100 {
				r.Header.Set(fmt.Sprint("X-Attempt-", i), "written")
			}
			mu.Lock()
			sent = append(sent, r.Header.Get("Cookie"))
			mine := len(sent)
			mu.Unlock()
			time.Sleep(150 * ms)
			for i := range 100 {
				r.Header.Del(fmt.Sprint("X-Attempt-", i))
			}
			return &http.Response{StatusCode: 200 + mine, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
		})}}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://example.com", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := hedge.NewRetryingStore(c).Do(req)
		if err != nil || resp.StatusCode != 201 {
			t.Fatalf("got %v, %v", resp, err)
		}
		drain()
		if len(sent) != 2 || sent[0] != "sid=a" || sent[1] != "sid=a" || len(req.Header) != 0 {
			t.Errorf("the attempts sent %q, and the caller's header is %v", sent, req.Header)
		}
	})
}
