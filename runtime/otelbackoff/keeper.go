package otelbackoff

import (
	"maps"
	"sync"
	"sync/atomic"
)

// mostKept is how many values a keeper has at most. There are some for each method of a program, and no more, unless it invents types
// of errors.
const mostKept = 1000

// A keeper makes a value once for each key: most of what a span or a measurement costs would be to make its attributes and sort them. It
// is safe for concurrent use, and one who finds a value waits for nobody.
type keeper[K comparable, V any] struct {
	kept atomic.Pointer[map[K]V]
	mu   sync.Mutex // of those who replace it
}

// get returns the value of a key, which it makes unless it has it.
func (k *keeper[K, V]) get(key K, value func(K) V) V {
	if kept := k.kept.Load(); kept != nil {
		if v, ok := (*kept)[key]; ok {
			return v
		}
	}
	v := value(key)
	k.mu.Lock()
	defer k.mu.Unlock()
	larger := map[K]V{}
	if kept := k.kept.Load(); kept != nil {
		if len(*kept) == mostKept {
			return v
		}
		larger = maps.Clone(*kept)
	}
	larger[key] = v
	k.kept.Store(&larger)
	return v
}
