package abandon

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// An echo returns what it is given.
type echo struct{}

var errEcho = errors.New("echo")

func (echo) All(_ context.Context, all, call, text string) (results, io.ReadCloser, error) {
	said := all + call + text
	return results{len(said)}, io.NopCloser(strings.NewReader(said)), nil
}

func (echo) Blank(_ context.Context, text string) (int, results, error) {
	return len(text), results{1}, nil
}

func (echo) Body(_ context.Context, req *http.Request, body, text int, more ...any) (*http.Response, error) {
	sent, err := io.ReadAll(req.Body)
	return &http.Response{Status: fmt.Sprint(body, text, more, string(sent)), Body: http.NoBody}, err
}

func (echo) Only(_ context.Context, err error, n int) (bool, error) { return n == 7, err }

// Whatever the parameters are called, each has its place.
func TestNamesDoNotGetMixedUp(t *testing.T) {
	d := NewRetryingNames(echo{})
	results, body, err := d.All(t.Context(), "all", "call", "error")
	if err != nil || results.N != len("allcallerror") {
		t.Errorf("All returned %v, %v", results, err)
	}
	if text, err := io.ReadAll(body); string(text) != "allcallerror" || err != nil {
		t.Errorf("All returned a body with %q, %v", text, err)
	}
	n, results, err := d.Blank(t.Context(), "blank")
	if n != len("blank") || results.N != 1 || err != nil {
		t.Errorf("Blank returned %d, %v, %v", n, results, err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://host/", strings.NewReader("sent"))
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := d.Body(t.Context(), req, 1, 2, "c", 4); err != nil || resp.Status != fmt.Sprint(1, 2, []any{"c", 4}, "sent") {
		t.Errorf("Body returned %v, %v", resp, err)
	}
	if ok, err := d.Only(t.Context(), errEcho, 7); !ok || err != errEcho {
		t.Errorf("Only returned %v, %v", ok, err)
	}
}
