//go:build unix

package load

import (
	"os/exec"
	"syscall"
)

// startGroup makes a command and all that it starts one process group, which is interrupted together. The function that
// it returns kills the processes that are left.
func startGroup(cmd *exec.Cmd) (killAll func()) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGINT) }
	return func() {
		if cmd.Process != nil {
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // most often there is none left
		}
	}
}
