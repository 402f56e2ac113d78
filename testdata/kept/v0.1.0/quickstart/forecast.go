// Quickstart decorates a small interface and calls it against a flaky server.
//
//	go generate ./golden/quickstart && go run ./golden/quickstart
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

//go:generate go tool backoffgen

// Forecasts tells the weather.
type Forecasts interface {
	// Today returns today's weather in a city.
	//
	//backoff:policy attempt_timeout=200ms deadline=2s pause=100ms max_tries=5 errors=ErrUnavailable
	Today(ctx context.Context, city string) (string, error)
}

// ErrUnavailable is the error of a server that is overloaded.
var ErrUnavailable = errors.New("server unavailable")

// client asks a server over HTTP, and knows nothing of retrying.
type client struct{ base string }

func (c client) Today(ctx context.Context, city string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/today?city="+url.QueryEscape(city), nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return "", err
	case resp.StatusCode == http.StatusServiceUnavailable:
		return "", ErrUnavailable
	case resp.StatusCode != http.StatusOK:
		return "", fmt.Errorf("server answered %s", resp.Status)
	}
	return string(body), nil
}
