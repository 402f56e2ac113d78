package scripted_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/backoffgen/backoffgen/golden/model"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// numberOf returns the number of the attempt that has a context. The first one without limits has its caller's.
func (p *played) numberOf(ctx context.Context) int {
	if ctx == p.caller {
		return 1
	}
	a, _ := backoff.AttemptFrom(ctx)
	return a.Number
}

// label is the name of an attempt.
func (p *played) label(try int) string {
	switch {
	case try > 0:
		return p.prefix + fmt.Sprint(try)
	case p.prefix == "":
		return "outermost"
	}
	return strings.TrimSuffix(p.prefix, ".")
}

// about is what an attempt knows.
func (p *played) about(ctx context.Context) (about string) {
	if a, ok := backoff.AttemptFrom(ctx); ok {
		since := "none"
		if !a.Began.IsZero() {
			since = model.Duration(a.Began.Sub(p.began)).String()
		}
		about = model.About(a.Method, a.Number, since, p.text(a.Last), a.Nested)
	}
	if key, ok := backoff.IdempotencyKey(ctx); ok {
		about += ", key " + p.keyText(key)
	}
	return about
}

// keyText says whose a key is. The call that has drawn one is the first whose attempts see it.
func (p *played) keyText(key string) string {
	if strings.HasPrefix(key, "of ") {
		return key
	}
	p.known.mu.Lock()
	defer p.known.mu.Unlock()
	if p.known.keys[key] == "" {
		p.known.keys[key] = "of call " + p.label(0)
	}
	return p.known.keys[key]
}
