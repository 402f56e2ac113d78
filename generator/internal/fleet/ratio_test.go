package fleet

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// The budget of a simulation grants and refuses what backoff.NewRetryRatio does, call by call, and has as much left.
func TestTheRatioIsTheRuntimes(t *testing.T) {
	for seed := range uint64(20) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 0))
			share := []float64{0.05, 0.2, 0.5, 1, 2.5}[random.IntN(5)]
			now := time.Duration(0)
			const client = 2
			mine := newRatios(share, 3, &now)
			theirs, err := backoff.NewRetryRatio(share, 0)
			if err != nil {
				t.Fatal(err)
			}
			// Time goes on by whole seconds, so that the periods of both turn at the same moments, wherever theirs begin.
			granted := 0
			for range 2000 {
				if random.IntN(10) == 0 {
					d := time.Duration(random.IntN(3)) * time.Second
					if random.IntN(20) == 0 {
						d = 15 * time.Second
					}
					time.Sleep(d)
					now += d
				}
				if random.IntN(3) > 0 {
					mine.began(client)
					theirs.Began()
				} else {
					want := theirs.Retry()
					if got := mine.retry(client); got != want {
						t.Fatalf("seed %d: after %v a retry is granted: %v, and by the runtime: %v", seed, now, got, want)
					}
					if want {
						granted++
					}
				}
				if got, want := mine.left(client), theirs.(interface{ Left() float64 }).Left(); got != want {
					t.Fatalf("seed %d: after %v there are %v left, and in the runtime %v", seed, now, got, want)
				}
			}
			if granted == 0 {
				t.Errorf("seed %d: no retry was granted", seed)
			}
		})
	}
}
