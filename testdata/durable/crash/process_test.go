package crash_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/testdata/durable/crash"
	"github.com/backoffgen/backoffgen/testdata/durable/crash/durable"
)

// serverVariable names the server's program: what go build makes of testdata/temporalserver.
const serverVariable = "BACKOFFGEN_TEMPORAL_SERVER"

const roleVariable = "BACKOFFGEN_CRASH_ROLE"

// TestMain is also the main of the processes that are killed.
func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "worker":
		runWorker()
	case "caller":
		runCaller()
	default:
		os.Exit(m.Run())
	}
}

// A place is where the processes of a test meet.
type place struct{ Address, Namespace, Queue, Ledger string }

func (p place) environ() []string {
	return []string{"CRASH_ADDRESS=" + p.Address, "CRASH_NAMESPACE=" + p.Namespace, "CRASH_QUEUE=" + p.Queue, "CRASH_LEDGER=" + p.Ledger}
}

func placeOfProcess() place {
	return place{os.Getenv("CRASH_ADDRESS"), os.Getenv("CRASH_NAMESPACE"), os.Getenv("CRASH_QUEUE"), os.Getenv("CRASH_LEDGER")}
}

type silent struct{}

func (silent) Debug(string, ...any) {}
func (silent) Info(string, ...any)  {}
func (silent) Warn(string, ...any)  {}
func (silent) Error(string, ...any) {}

// runWorker carries out activities until the process is killed.
func runWorker() {
	p := placeOfProcess()
	c, err := client.Dial(client.Options{HostPort: p.Address, Namespace: p.Namespace, Logger: silent{}})
	if err != nil {
		log.Fatal(err)
	}
	w := worker.New(c, p.Queue, worker.Options{})
	durable.NewBankActivities(teller{p.Ledger}).Register(w)
	fmt.Println("ready")
	if err := w.Run(nil); err != nil {
		log.Fatal(err)
	}
	select {}
}

// runCaller calls one method with a key, and prints what that returns; or, without a method, it calls Pay with one key after the other that the
// ledger has.
func runCaller() {
	p := placeOfProcess()
	c, err := client.Dial(client.Options{HostPort: p.Address, Namespace: p.Namespace, Logger: silent{}})
	if err != nil {
		log.Fatal(err)
	}
	bank := durable.NewDurableBank(c, p.Queue)
	fmt.Println("ready")
	if method := os.Getenv("CRASH_METHOD"); method != "" {
		fmt.Println(call(context.Background(), bank, method, os.Getenv("CRASH_KEY")))
		return
	}
	var callers sync.WaitGroup
	for range 16 {
		callers.Go(func() {
			for {
				key, err := post(p.Ledger, "/next", url.Values{"pid": {strconv.Itoa(os.Getpid())}})
				if err != nil {
					time.Sleep(50 * time.Millisecond)
					continue
				}
				text := call(context.Background(), bank, "Pay", key)
				_, _ = post(p.Ledger, "/outcome", url.Values{"key": {key}, "text": {text}})
			}
		})
	}
	callers.Wait()
}

// call calls a method with a key, and tells what it returned in a line.
func call(ctx context.Context, bank crash.Bank, method, key string) string {
	ctx = backoff.WithIdempotencyKey(ctx, key)
	f := map[string]func(context.Context, int) (string, error){"Pay": bank.Pay, "Ask": bank.Ask, "Once": bank.Once, "Long": bank.Long}[method]
	receipt, err := f(ctx, 1)
	switch {
	case err == nil:
		return receipt
	case err == crash.ErrBusy:
		return "ErrBusy itself"
	case errors.Is(err, backoff.ErrAttemptTimeout):
		return "an attempt timed out: " + err.Error()
	}
	return fmt.Sprintf("%T: %v", err, err)
}

// A process is one that a test may kill.
type process struct {
	*exec.Cmd
	lines chan string // what it prints after it is ready
	done  chan struct{}
}

// start starts this program again in a role, and waits until it is ready.
func (p place) start(t *testing.T, role string, more ...string) *process {
	t.Helper()
	q, err := p.launch(role, more...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.kill)
	return q
}

func (p place) launch(role string, more ...string) (*process, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	q := &process{Cmd: exec.Command(exe), lines: make(chan string, 16), done: make(chan struct{})}
	q.Env = append(append(append(os.Environ(), p.environ()...), roleVariable+"="+role), more...)
	q.Stderr = os.Stderr
	out, err := q.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := q.Start(); err != nil {
		return nil, err
	}
	ready := make(chan struct{})
	go func() {
		scanner := bufio.NewScanner(out)
		for first := true; scanner.Scan(); first = false {
			if first {
				close(ready)
				continue
			}
			q.lines <- scanner.Text()
		}
		_ = q.Wait()
		close(q.done)
	}()
	select {
	case <-ready:
		return q, nil
	case <-q.done:
		return nil, errors.New("a " + role + " did not start")
	}
}

// kill sends SIGKILL, and waits for the end of the process.
func (q *process) kill() {
	_ = q.Process.Kill()
	<-q.done
}

// answer waits for a line.
func (q *process) answer(t *testing.T) string {
	t.Helper()
	select {
	case line := <-q.lines:
		return line
	case <-time.After(2 * time.Minute):
		t.Fatal("a caller did not answer")
		return ""
	}
}

// meet starts a server, or skips the test where there is no program for it, and returns where the processes of the test meet.
func meet(t *testing.T, l *ledger) place {
	t.Helper()
	program := os.Getenv(serverVariable)
	if program == "" {
		t.Skipf("%s does not name a Temporal server; build one with go build in testdata/temporalserver", serverVariable)
	}
	cmd := exec.Command(program)
	in, err := cmd.StdinPipe() // the server ends with it
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var failures bytes.Buffer
	cmd.Stderr = &failures
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		rest, _ := io.ReadAll(out)
		t.Fatalf("the server did not start: %v %s%s", err, rest, failures.Bytes())
	}
	address, namespace, _ := strings.Cut(strings.TrimSpace(line), " ")
	return place{address, namespace, "crash", l.URL}
}
