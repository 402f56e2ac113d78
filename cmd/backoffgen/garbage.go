package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// Heap sizes at which garbage is collected, in percent as GOGC has them.
const (
	firstGC = 800 // at 32 MiB for the first time, instead of 4
	laterGC = 400
)

// delayGC saves the garbage collector's time, unless the environment says how much garbage there may be: the process
// is over soon, and most of what it has is needed to the end.
func delayGC() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(firstGC)
	first := new(*int) // has a pointer, so that it is an allocation of its own
	runtime.AddCleanup(first, func(percent int) { debug.SetGCPercent(percent) }, laterGC)
}
