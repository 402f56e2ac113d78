package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// The values of GOGC for the first and for later garbage collections.
const (
	firstGC = 800 // the first one at 32 MiB instead of 4
	laterGC = 400
)

// softLimit is how much memory may be in use, in bytes, before garbage is collected as often as that takes.
const softLimit = 1 << 30

// delayGC makes garbage collections rare, unless the environment sets GOGC: the process ends soon, and needs most of
// its memory until the end. Sources that need a lot of memory get no more than they need, unless the environment sets GOMEMLIMIT.
func delayGC() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softLimit)
	}
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(firstGC)
	first := new(*int) // with a pointer, so that it is allocated on its own
	runtime.AddCleanup(first, func(percent int) { debug.SetGCPercent(percent) }, laterGC)
}
