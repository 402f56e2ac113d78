package load

import (
	"context"
	"os/exec"
	"time"
)

// interruptDelay is how long the go command has to end after it was interrupted. It removes its work folder meanwhile, and the
// compilers that it started end with it.
const interruptDelay = 5 * time.Second

// Go runs the go command in a folder, and returns what it prints, also with an error. When ctx is done it is interrupted,
// and killed if it does not end then, with all that it has started. A nil env is the process's.
func Go(ctx context.Context, dir string, env []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = dir, env, interruptDelay
	killAll := startGroup(cmd)
	out, err := cmd.Output()
	if ctx.Err() != nil {
		killAll()
	}
	return out, err
}
