package idempotent_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/idempotent"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A web answers each call with what comes next: an error, or a status. Hedged takes an hour.
type web struct {
	mu      sync.Mutex // hedged attempts run beside each other
	answers []any
	calls   int
}

func (w *web) next() (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls++
	if w.calls > len(w.answers) {
		return http.StatusOK, nil
	}
	switch a := w.answers[w.calls-1].(type) {
	case error:
		return 0, a
	case int:
		return a, nil
	}
	return http.StatusOK, nil
}

func (w *web) Do(req *http.Request) (*http.Response, error) {
	status, err := w.next()
	switch err {
	case nil:
		return &http.Response{StatusCode: status, Body: http.NoBody}, nil
	case errHang:
		<-req.Context().Done()
		err = req.Context().Err()
	}
	return nil, err
}

func (w *web) Fetch(req *http.Request) (*http.Response, error) { return w.Do(req) }

func (w *web) Put(context.Context, string, []byte) error {
	_, err := w.next()
	return err
}

func (w *web) Post(context.Context, []byte) error {
	_, err := w.next()
	return err
}

func (w *web) Hedged(ctx context.Context, _, _ string) (string, error) {
	_, err := w.next()
	if err == errHang {
		<-ctx.Done()
		err = ctx.Err()
	}
	return "", err
}

// An asked is what came of a call.
type asked struct {
	Calls  int
	Reason backoff.Reason
}

func TestRule3_13_AnExpressionSaysWhichCallsMayBeCarriedOutTwice(t *testing.T) {
	dialTimeout := &net.OpError{Op: "dial", Err: context.DeadlineExceeded}
	request := func(method string) *http.Request {
		req, err := http.NewRequestWithContext(context.Background(), method, "http://localhost/", nil)
		if err != nil {
			t.Fatal(err)
		}
		return req
	}
	do := func(method string) func(idempotent.Web) error {
		return func(w idempotent.Web) error { resp, err := w.Do(request(method)); closeBody(resp); return err }
	}
	fetch := func(method string) func(idempotent.Web) error {
		return func(w idempotent.Web) error { resp, err := w.Fetch(request(method)); closeBody(resp); return err }
	}
	put := func(key string) func(idempotent.Web) error {
		return func(w idempotent.Web) error { return w.Put(context.Background(), key, nil) }
	}
	post := func(w idempotent.Web) error { return w.Post(context.Background(), nil) }
	hedged := func(key string) func(idempotent.Web) error {
		return func(w idempotent.Web) error { _, err := w.Hedged(context.Background(), key, "x"); return err }
	}
	for name, test := range map[string]struct {
		answers []any
		call    func(idempotent.Web) error
		want    asked
	}{
		"an error of a GET":                         {[]any{io.EOF}, do("GET"), asked{2, backoff.ReasonSucceeded}},
		"an error of a POST":                        {[]any{io.EOF}, do("POST"), asked{1, backoff.ReasonNotIdempotent}},
		"a timeout of a GET":                        {[]any{errHang}, do("GET"), asked{2, backoff.ReasonSucceeded}},
		"a timeout of a POST":                       {[]any{errHang}, do("POST"), asked{1, backoff.ReasonNotIdempotent}},
		"a lost connection of a GET":                {[]any{io.EOF}, fetch("GET"), asked{2, backoff.ReasonSucceeded}},
		"a lost connection of a POST":               {[]any{io.EOF}, fetch("POST"), asked{1, backoff.ReasonNotIdempotent}},
		"no connection of a POST":                   {[]any{&net.OpError{Op: "dial", Err: errHang}}, fetch("POST"), asked{2, backoff.ReasonSucceeded}},
		"no connection in time of a POST":           {[]any{dialTimeout}, fetch("POST"), asked{2, backoff.ReasonSucceeded}},
		"an overloaded server of a POST":            {[]any{http.StatusTooManyRequests}, fetch("POST"), asked{2, backoff.ReasonSucceeded}},
		"a broken gateway of a GET":                 {[]any{http.StatusBadGateway}, fetch("GET"), asked{2, backoff.ReasonSucceeded}},
		"a broken gateway of a POST":                {[]any{http.StatusBadGateway}, fetch("POST"), asked{1, backoff.ReasonSucceeded}},
		"a lost connection in a case, with a key":   {[]any{io.EOF}, put("k"), asked{2, backoff.ReasonSucceeded}},
		"a lost connection in a case, with no key":  {[]any{io.EOF}, put(""), asked{1, backoff.ReasonNotIdempotent}},
		"no connection in time in a case":           {[]any{dialTimeout}, post, asked{2, backoff.ReasonSucceeded}},
		"an error that is listed, with no key":      {[]any{idempotent.ErrBusy}, put(""), asked{2, backoff.ReasonSucceeded}},
		"a hedge with a key":                        {[]any{errHang}, hedged("k"), asked{2, backoff.ReasonSucceeded}},
		"a hedge with no key":                       {[]any{errHang}, hedged(""), asked{1, backoff.ReasonNotIdempotent}},
		"an error before a hedge, with no key":      {[]any{idempotent.ErrBusy, errHang}, hedged(""), asked{2, backoff.ReasonNotIdempotent}},
		"an error that another question is about":   {[]any{idempotent.ErrLost}, hedged(""), asked{2, backoff.ReasonSucceeded}},
		"a connection that nobody lists":            {[]any{io.EOF}, hedged("k"), asked{1, backoff.ReasonNotRetryable}},
		"a lost connection of a DELETE, then a 504": {[]any{io.EOF, http.StatusGatewayTimeout}, fetch("DELETE"), asked{3, backoff.ReasonSucceeded}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var got asked
				inner := &web{answers: test.answers}
				_ = test.call(idempotent.NewRetryingWeb(inner, lastReason(&got.Reason)))
				synctest.Wait()
				inner.mu.Lock()
				got.Calls = inner.calls
				inner.mu.Unlock()
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("the call has gone otherwise (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// closeBody closes the body of a response, if there is one.
func closeBody(resp *http.Response) {
	if resp != nil {
		_ = resp.Body.Close()
	}
}

// The first failure counts: what the parameters say later does not.
func TestRule3_13_TheExpressionIsAskedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://localhost/", nil)
		if err != nil {
			t.Fatal(err)
		}
		w := &changing{web: web{answers: []any{io.EOF, io.EOF}}, req: req}
		resp, err := idempotent.NewRetryingWeb(w).Do(req)
		closeBody(resp)
		if err != nil || w.calls != 3 {
			t.Errorf("after %d calls the error is %v; the method was GET at the first failure", w.calls, err)
		}
		if !errors.Is(w.answers[0].(error), io.EOF) || req.Method != http.MethodPost {
			t.Fatal("the request has not changed meanwhile")
		}
	})
}

// A changing makes the caller's request a POST after its first answer.
type changing struct {
	web
	req *http.Request
}

func (c *changing) Do(req *http.Request) (*http.Response, error) {
	if c.calls > 0 {
		c.req.Method = http.MethodPost
	}
	return c.web.Do(req)
}
