package fleet

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
)

// A run waits for those that are far behind, until they have come nearer, or have ended.
func TestRunsKeepPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []time.Duration
		r := &runs{scenario: &Scenario{For: 100 * time.Second}, reached: make([]time.Duration, 2), progress: func(now time.Duration) { told = append(told, now) }}
		r.further.L = &r.mu
		var wg sync.WaitGroup
		ahead := time.Duration(0)
		wg.Go(func() {
			for ; ahead < 10*time.Second; ahead += 500 * time.Millisecond {
				r.keepPace(0, ahead)
			}
		})
		isAt := func(want time.Duration) {
			t.Helper()
			if synctest.Wait(); ahead != want {
				t.Fatalf("it is at %v, want %v", ahead, want)
			}
		}
		isAt(1500 * time.Millisecond)
		r.keepPace(1, 2*time.Second)
		isAt(3500 * time.Millisecond)
		r.keepPace(1, virtual.Never)
		wg.Wait()
		isAt(10 * time.Second)
		if last := told[len(told)-1]; last != 9500*time.Millisecond {
			t.Errorf("at the end it was said that %v is reached", last)
		}
	})
}
