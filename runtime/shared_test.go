package backoff_test

import (
	"testing"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A shared policy that is nil panics where the program is put together, and says which one it is.
func TestSharedPolicyThatIsNil(t *testing.T) {
	defer func() {
		if got := recover(); got != "backoff: the shared policy Slow is nil" {
			t.Errorf("panicked with %v", got)
		}
	}()
	p := &Policy{MaxTries: 3}
	if got := decorate.Shared("Slow", p); got.MaxTries != 3 {
		t.Errorf("got %v", got)
	}
	decorate.Shared("Slow", nil)
}
