package httpdoer_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"testing"

	"github.com/backoffgen/backoffgen/golden/httpdoer"
)

// A client with a cookie jar writes the cookies into the header of the request that it sends: each attempt has them once, and
// the caller's request has none. Rule 3.10.
func TestACookieJarSendsEachCookieOnce(t *testing.T) {
	var sent []string
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Transport: doer(func(r *http.Request) (*http.Response, error) {
		sent = append(sent, r.Header.Get("Cookie"))
		resp := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: http.NoBody, Request: r}
		resp.Header.Add("Set-Cookie", fmt.Sprintf("sid=%c", 'a'+len(sent)-1))
		return resp, nil
	})}
	tries := 0
	inner := doer(func(r *http.Request) (*http.Response, error) {
		tries++
		resp, err := client.Do(r)
		if err == nil && tries < 4 {
			err = http.ErrServerClosed
		}
		return resp, err
	})
	req := request(context.Background())
	req.Header.Set("Accept", "text/plain")
	resp, err := httpdoer.NewRetryingDoer(inner).Do(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("got %v, %v", resp, err)
	}
	if want := []string{"", "sid=a", "sid=b", "sid=c"}; !slices.Equal(sent, want) {
		t.Errorf("the attempts sent %q, want %q", sent, want)
	}
	if len(req.Header) != 1 || req.Header.Get("Accept") != "text/plain" {
		t.Errorf("the caller's own header is %v", req.Header)
	}
}
