// Package measure runs commands and tells what they took.
package measure

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"time"
)

// A Usage is what commands took, with all processes that they started and waited for.
type Usage struct {
	Wall time.Duration
	CPU  time.Duration // in user and kernel mode
	RSS  int64         // the most memory in bytes that one of the processes had; 0 where the system does not tell

	Output string // all that they printed
}

// A Command is a process to run.
type Command struct {
	Dir  string
	Env  []string // nil is this process's
	Args []string // the program's path first
}

// Run runs commands one after the other. One that fails ends it, and the error has what that printed.
func Run(ctx context.Context, commands ...Command) (Usage, error) {
	var sum Usage
	for _, c := range commands {
		cmd := exec.CommandContext(ctx, c.Args[0], c.Args[1:]...)
		cmd.Dir, cmd.Env = c.Dir, c.Env
		cmd.WaitDelay = 5 * time.Second
		var output bytes.Buffer
		cmd.Stdout, cmd.Stderr = &output, &output
		start := time.Now()
		err := cmd.Run()
		sum.Wall += time.Since(start)
		sum.Output += output.String()
		if err != nil {
			return Usage{}, fmt.Errorf("%v: %w\n%s", cmd, err, output.Bytes())
		}
		sum.CPU += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		sum.RSS = max(sum.RSS, rss(cmd.ProcessState))
	}
	return sum, nil
}
