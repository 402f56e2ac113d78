package fleet

import (
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// The calls of a fleet that calls less than once in the time that there is do not begin before it.
func TestWhatComesTooLateNeverComes(t *testing.T) {
	p := newPoisson(&Scenario{Clients: 1, Rate: 1e-11}, nil)
	last := time.Duration(0)
	for range 1000 {
		at, _ := p.next()
		if at < last {
			t.Fatalf("a call begins at %v, after one at %v", at, last)
		}
		last = at
	}
	if last != virtual.Never {
		t.Errorf("the last one begins at %v", last)
	}
}
