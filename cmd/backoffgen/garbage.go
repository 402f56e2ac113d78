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

// delayGC makes garbage collections rare, unless the environment sets GOGC: the process ends soon, and needs most of
// its memory until the end.
func delayGC() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(firstGC)
	first := new(*int) // with a pointer, so that it is allocated on its own
	runtime.AddCleanup(first, func(percent int) { debug.SetGCPercent(percent) }, laterGC)
}
