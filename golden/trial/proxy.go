package trial

import (
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"
)

// BreakingProxy passes on to addr what is sent, until the test ends, and breaks connections now and then: before a request is
// passed on or after a part of it, and when it was carried out, so that its answer is lost, or a part of it; by closing them
// or by a reset. Now and then nobody listens for a moment. It returns the address that it listens at.
func BreakingProxy(t testing.TB, addr string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{target: addr, at: listener.Addr().String(), stopped: make(chan struct{}), random: rand.New(rand.NewPCG(1, 2))}
	p.running.Go(func() { p.listen(listener) })
	t.Cleanup(p.stop)
	return p.at
}

type proxy struct {
	target, at string
	running    sync.WaitGroup
	stopped    chan struct{}

	mu     sync.Mutex // guards what follows
	random *rand.Rand
	open   map[net.Conn]bool
}

// chance is true once in n times.
func (p *proxy) chance(n int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.random.IntN(n) == 0
}

// stop ends all connections, and waits until nothing of p is left.
func (p *proxy) stop() {
	p.mu.Lock()
	close(p.stopped)
	for conn := range p.open {
		conn.Close()
	}
	p.mu.Unlock()
	if conn, err := net.Dial("tcp", p.at); err == nil { // so that nobody waits for a connection
		conn.Close()
	}
	p.running.Wait()
}

// keep notes a connection that stop has to end, and ends it where that was already.
func (p *proxy) keep(conn net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.stopped:
		conn.Close()
	default:
	}
	if p.open == nil {
		p.open = map[net.Conn]bool{}
	}
	p.open[conn] = true
}

func (p *proxy) drop(conn net.Conn) {
	conn.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, conn)
}

func (p *proxy) listen(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		select {
		case <-p.stopped:
			conn.Close()
			listener.Close()
			return
		default:
		}
		if !p.chance(5) {
			p.running.Go(func() { p.serve(conn) })
			continue
		}
		listener.Close() // the next dial is refused
		p.running.Go(func() { p.serve(conn) })
		if listener = p.again(); listener == nil {
			return
		}
	}
}

// again listens at the same address after a moment, or returns nil once p is stopped.
func (p *proxy) again() net.Listener {
	for {
		select {
		case <-p.stopped:
			return nil
		case <-time.After(2 * time.Millisecond):
		}
		if listener, err := net.Listen("tcp", p.at); err == nil {
			return listener
		}
	}
}

func (p *proxy) serve(near net.Conn) {
	p.keep(near)
	defer p.drop(near)
	far, err := net.Dial("tcp", p.target)
	if err != nil {
		return
	}
	p.keep(far)
	defer p.drop(far)
	var both sync.WaitGroup
	both.Go(func() { p.pass(far, near, near) })
	p.pass(near, far, near)
	both.Wait()
}

// pass hands on what comes from one side to the other, until a connection ends or is to break; then both end.
func (p *proxy) pass(to, from, near net.Conn) {
	defer to.Close()
	defer from.Close()
	buf := make([]byte, 16<<10)
	for {
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		if p.chance(80) {
			if p.chance(2) {
				_, _ = to.Write(buf[:n/2])
			}
			if tcp, ok := near.(*net.TCPConn); ok && p.chance(2) {
				_ = tcp.SetLinger(0) // the client sees a reset
			}
			return
		}
		if _, err := to.Write(buf[:n]); err != nil {
			return
		}
	}
}
