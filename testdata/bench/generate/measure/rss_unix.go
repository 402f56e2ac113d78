//go:build unix

package measure

import (
	"os"
	"runtime"
	"syscall"
)

// rss returns the most memory that a process, or one that it waited for, had at a time. It is never less than what this
// process has, whose memory the child has until it becomes another program.
func rss(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) * 1024
}
