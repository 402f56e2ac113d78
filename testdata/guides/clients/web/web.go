// Package web retries HTTP requests.
package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

// Transport is an http.RoundTripper that may be carried out twice where RFC 9110 says so of the request.
type Transport interface {
	//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=5s jitter=full max_tries=4
	//backoff:with errors=@http retry_result=@http.throttled pause_from=httphint.RetryAfterResponse
	//backoff:with idempotent="httphint.Idempotent(req)"
	RoundTrip(req *http.Request) (*http.Response, error)
}

// NewClient returns a client whose requests are retried.
func NewClient(opts ...backoff.Option) *http.Client {
	return &http.Client{Transport: NewRetryingTransport(http.DefaultTransport, opts...)}
}

// Forecasts is an API, as the program sees it.
type Forecasts interface {
	// Today returns today's temperature in a city.
	//
	//backoff:policy deadline=10s pause=100ms multiplier=2 jitter=full max_tries=4 errors=@http idempotent=yes pause_from=httphint.RetryAfter
	Today(ctx context.Context, city string) (float64, error)
}

// API asks a server for forecasts.
type API struct {
	Server string
	Client *http.Client
}

// Today makes an error of every answer that is none.
func (a API) Today(ctx context.Context, city string) (float64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.Server+"/today?city="+url.QueryEscape(city), nil)
	if err != nil {
		return 0, err
	}
	resp, err := a.Client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if err := httphint.FromResponse(resp); err != nil {
		return 0, fmt.Errorf("the forecast of %s: %w", city, err)
	}
	var answer struct{ Celsius float64 }
	err = json.NewDecoder(resp.Body).Decode(&answer)
	return answer.Celsius, err
}
