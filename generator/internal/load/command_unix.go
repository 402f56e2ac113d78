//go:build unix

package load

import (
	"os/exec"
	"syscall"
)

// startGroup makes a command and all that it starts a group of processes, which is interrupted as one. The function that it
// returns kills what is left of it.
func startGroup(cmd *exec.Cmd) (killAll func()) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGINT) }
	return func() {
		if cmd.Process != nil {
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // most often there is none left
		}
	}
}
