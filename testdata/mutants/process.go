package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// A process runs the tests of a suite: one for each mutant, or where the suite stays, one for as many as it outlives but for those that the
// package's variables come by.
type process struct {
	*tester
	env []string

	cmd     *exec.Cmd // nil where none runs
	asks    io.WriteCloser
	answers *bufio.Scanner
}

// fails reports whether one of some tests fails with a mutant. A test that does not end within a limit has failed.
func (p *process) fails(ctx context.Context, number int, tests []test, limit time.Duration) bool {
	if !p.stays {
		cmd := p.command(ctx, limit, "-test.failfast", "-test.run="+pattern(tests))
		cmd.Env = append(append(cmd.Env, p.env...), mutantEnv(number))
		return cmd.Run() != nil
	}
	if number > 0 && p.atStart[number] != 0 {
		p = &process{tester: p.tester, env: []string{mutantEnv(number)}}
		defer p.close()
	}
	for _, one := range tests {
		if !p.passes(ctx, number, one, limit) {
			return true
		}
	}
	return false
}

// passes asks the process that stays. One that ends, or does not answer, is not asked again.
func (p *process) passes(ctx context.Context, number int, one test, limit time.Duration) bool {
	if p.cmd == nil {
		if err := p.start(ctx); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return false
		}
	}
	cmd := p.cmd
	stop := time.AfterFunc(limit, func() { end(cmd) })
	defer stop.Stop()
	if _, err := fmt.Fprintf(p.asks, "%d %s\n", number, pattern([]test{one})); err == nil && p.answers.Scan() {
		return p.answers.Text() == "0"
	}
	p.close()
	return false
}

// start starts a process that stays. It leads a group, which goes with it.
func (p *process) start(ctx context.Context) error {
	cmd := p.command(ctx, 0)
	cmd.Env = append(append(cmd.Env, p.env...), "MUTANT_STAYS=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { end(cmd); return nil }
	asks, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	answers, theirs, err := os.Pipe()
	if err != nil {
		return err
	}
	defer theirs.Close()
	cmd.ExtraFiles = []*os.File{theirs}
	if err := cmd.Start(); err != nil {
		answers.Close()
		return err
	}
	p.cmd, p.asks, p.answers = cmd, asks, bufio.NewScanner(answers)
	return nil
}

// close ends a process that stays.
func (p *process) close() {
	if p.cmd == nil {
		return
	}
	end(p.cmd)
	p.asks.Close()
	_ = p.cmd.Wait() // it was killed
	p.cmd = nil
}

func end(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
