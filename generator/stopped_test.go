package generator

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// Rule 2.21: However long the work would take, who stops it does not wait for it, and hears nothing more of it.
func TestStoppedInTheMiddle(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	var lines int
	logged, goOn, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		<-logged
		cancel(errors.New("enough"))
	}()
	work := func(ctx context.Context, cfg Config) (int, error) {
		defer close(ended)
		cfg.Logf("before")
		close(logged)
		<-goOn
		cfg.Logf("after")
		return 1, nil
	}
	result, err := untilStopped(ctx, Config{Logf: func(string, ...any) { lines++ }}, work)
	if result != 0 || err == nil || !strings.Contains(err.Error(), "stopped: enough") {
		t.Errorf("got %d, %v", result, err)
	}
	close(goOn)
	<-ended
	if lines != 1 {
		t.Errorf("%d lines were logged, want the one before it was stopped", lines)
	}
}
