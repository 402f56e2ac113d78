package engine

import (
	"testing"
	"unsafe"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
)

// What a retry costs, and a call in goroutines of its own, is for the most part clearing and collecting these: see the table in
// testdata/bench. Each stays within its size class of the allocator.
func TestSizes(t *testing.T) {
	if unsafe.Sizeof(uintptr(0)) != 8 {
		t.Skip("words are shorter here")
	}
	for name, size := range map[string]struct{ got, most uintptr }{
		"a call":                                {unsafe.Sizeof(Call{}), 48},
		"a call in goroutines of its own":       {unsafe.Sizeof(Async[*int]{}), 576},
		"the context of a retry":                {unsafe.Sizeof(attempt.Plain{}), 48},
		"the context of an attempt with limits": {unsafe.Sizeof(attempt.Timed{}) + unsafe.Sizeof(callState{}), 64},
	} {
		if size.got > size.most {
			t.Errorf("%s is %d bytes, want at most %d", name, size.got, size.most)
		}
	}
}
