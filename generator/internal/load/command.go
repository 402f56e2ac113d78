package load

import (
	"context"
	"os/exec"
	"time"
)

// interruptDelay is how long the go command has to end after an interrupt. In this time it removes its work folder, and
// the compilers that it started end with it.
const interruptDelay = 5 * time.Second

// Go runs the go command in a folder and returns its output, also with an error. When ctx is done, the command is
// interrupted, and killed with all processes that it started if it does not end. A nil env is the environment of this
// process.
func Go(ctx context.Context, dir string, env []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = dir, env, interruptDelay
	killAll := startGroup(cmd)
	defer runs(ctx)()
	out, err := cmd.Output()
	if ctx.Err() != nil {
		killAll()
	}
	return out, err
}
