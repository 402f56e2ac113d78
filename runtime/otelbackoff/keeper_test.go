package otelbackoff

import (
	"strconv"
	"sync"
	"testing"
)

// A value is made once for each key, whoever asks for it, and no more of them are kept than a program needs whose errors' types are
// not invented.
func TestAKeeperMakesEachValueOnce(t *testing.T) {
	var k keeper[int, string]
	made := 0
	get := func(key int) {
		t.Helper()
		if got := k.get(key, func(key int) string { made++; return strconv.Itoa(key) }); got != strconv.Itoa(key) {
			t.Fatalf("the value of %d is %q", key, got)
		}
	}
	for range 2 {
		for key := range mostKept {
			get(key)
		}
	}
	if made != mostKept {
		t.Errorf("%d values were made of %d", made, mostKept)
	}
	for range 2 {
		get(mostKept)
	}
	if n := len(*k.kept.Load()); n != mostKept || made != mostKept+2 {
		t.Errorf("%d values are kept, and %d were made", n, made)
	}
}

// Several goroutines lose nothing of what another one has added.
func TestAKeeperIsForManyGoroutines(t *testing.T) {
	var k keeper[int, int]
	var wg sync.WaitGroup
	for first := range 4 {
		wg.Go(func() {
			for i := range 200 {
				key := (first*100 + i) % 200
				if got := k.get(key, func(key int) int { return key + 1 }); got != key+1 {
					t.Errorf("the value of %d is %d", key, got)
				}
			}
		})
	}
	wg.Wait()
	if n := len(*k.kept.Load()); n != 200 {
		t.Errorf("%d values are kept, want 200", n)
	}
}
