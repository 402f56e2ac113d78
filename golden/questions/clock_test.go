package questions_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/questions"
)

// A stopped clock never ticks.
type stopped struct{ attempts int }

func (s *stopped) Tick() error {
	s.attempts++
	time.Sleep(500 * time.Millisecond)
	return errors.New("stopped")
}

// The time counts from the begin of the call, although nothing else measures it.
//
// Rule 1.36.
func TestTheTimeCountsFromTheBeginOfTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &stopped{}
		if err := questions.NewRetryingClock(inner).Tick(); err == nil || inner.attempts != 3 {
			t.Errorf("%v after %d attempts, want 3: they end after 0.5s, 2s and 3.5s", err, inner.attempts)
		}
	})
}
