package ending_test

import (
	"context"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/ending"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// pages are empty.
type pages struct{ opened []*page }

type page struct{ closed int }

func (p *page) Len() int                 { return 0 }
func (p *page) Read([]byte) (int, error) { return 0, io.EOF }
func (p *page) Close() error             { p.closed++; return nil }

func (p *pages) Open(context.Context, string) (io.ReadCloser, error) {
	p.opened = append(p.opened, &page{})
	return p.opened[len(p.opened)-1], nil
}

// A fallback for results that were rejected to the last is given ErrRejected, which is not mapped, and all of them are closed
// once.
//
// Rules 3.6 and 1.38.
func TestAFallbackForRejectedResults(t *testing.T) {
	inner := &pages{}
	got, err := ending.NewRetryingPages(inner).Open(t.Context(), "name")
	if err != backoff.ErrRejected {
		t.Errorf("the fallback was given %v", err)
	}
	if text, _ := io.ReadAll(got); string(text) != "name" {
		t.Errorf("the caller has %q", text)
	}
	var closed []int
	for _, p := range inner.opened {
		closed = append(closed, p.closed)
	}
	if d := cmp.Diff([]int{1, 1}, closed); d != "" {
		t.Errorf("how often the results were closed (-want +got):\n%s", d)
	}
}

// A fallback is not called for a caller who is gone: then there is nobody else to have the rejected results.
//
// Rule 3.6.
func TestRejectedResultsOfACallerWhoIsGone(t *testing.T) {
	inner := &pages{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got, err := ending.NewRetryingPages(inner).Open(ctx, "name")
	if len(inner.opened) != 1 || got != io.ReadCloser(inner.opened[0]) || err != nil || inner.opened[0].closed != 0 {
		t.Errorf("the caller has %v and %v", got, err)
	}
}
