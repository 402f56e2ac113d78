package runtime_test

import (
	"context"
	"errors"
	stdruntime "runtime"
	"testing"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/runtime"
	own "github.com/backoffgen/backoffgen/testdata/runtime/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// inner fails twice, and then succeeds.
type inner struct{ attempts int }

func (i *inner) Frame(_ context.Context, of own.Frame, line int) (*stdruntime.Frame, error) {
	if i.attempts++; i.attempts < 3 {
		return nil, errors.New("not yet")
	}
	return &stdruntime.Frame{Line: of.Depth + line}, nil
}

func TestThreePackagesCalledRuntime(t *testing.T) {
	i := &inner{}
	frame, err := runtime.NewRetryingFrames(i).Frame(t.Context(), own.Frame{Depth: 40}, 2)
	if err != nil || frame.Line != 42 || i.attempts != 3 {
		t.Errorf("got %v, %v after %d attempts, want line 42 after 3", frame, err, i.attempts)
	}
}
