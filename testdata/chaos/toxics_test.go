package chaos

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func init() { zerolog.SetGlobalLevel(zerolog.Disabled) } // toxiproxy's bandwidth writes to the global logger

// A proxy stands before a server, and does to connections what networks do.
type proxy struct {
	name, upstream string
	Listen         string
	now            *toxiproxy.Proxy
}

func newProxy(t *testing.T, name, upstream string) *proxy {
	t.Helper()
	p := &proxy{name: name, upstream: upstream, Listen: "127.0.0.1:" + trial.FreePort(t)}
	if err := p.start(""); err != nil {
		t.Fatal(err)
	}
	return p
}

// start lets connections through, from where they were let through before, with a toxic or without one. A toxic is never added to
// connections that there are, nor taken off them: toxiproxy 2.12 waits for each of them then, under a lock, and for one that has just
// ended it waits for ever, so that nobody is let through any more (Shopify/toxiproxy issue 558). After some 400,000 calls that happens.
func (p *proxy) start(toxic string) error {
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p.now = toxiproxy.NewProxy(server, p.name, p.Listen, p.upstream)
	if toxic != "" {
		if _, err := p.now.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
			return err
		}
	}
	return listenAgain(p.now.Start)
}

// listenAgain listens where somebody has listened until now. That may be in use for a moment: a server that is being started is a copy
// of this process before it is that server, and has the same listeners.
func listenAgain(listen func() error) (err error) {
	for range 1000 {
		if err = listen(); !errors.Is(err, syscall.EADDRINUSE) {
			return err
		}
		time.Sleep(time.Millisecond)
	}
	return err
}

// Stop cuts all connections, and lets none through.
func (p *proxy) Stop() { p.now.Stop() }

// toxiproxys are goroutines that toxiproxy itself leaves of connections that are cut.
func toxiproxys() []goleak.Option {
	const module = "github.com/Shopify/toxiproxy/v2"
	var options []goleak.Option
	for _, function := range []string{".(*ToxicLink).read", ".(*ToxicLink).write", "/toxics.(*ToxicStub).Run"} {
		options = append(options, goleak.IgnoreAnyFunction(module+function))
	}
	return options
}

// toxics are what a network does, in toxiproxy's words: connections that are reset, cut in the middle of an answer, swallowed, slow,
// or late.
var toxics = []string{
	`{"name": "x", "type": "reset_peer", "stream": "downstream", "attributes": {"timeout": %d}}`,
	`{"name": "x", "type": "limit_data", "stream": "downstream", "attributes": {"bytes": %d}}`,
	`{"name": "x", "type": "limit_data", "stream": "upstream", "attributes": {"bytes": %d}}`,
	`{"name": "x", "type": "timeout", "stream": "downstream", "attributes": {"timeout": %d}}`,
	`{"name": "x", "type": "latency", "stream": "downstream", "attributes": {"latency": %d, "jitter": 20}}`,
	`{"name": "x", "type": "bandwidth", "stream": "upstream", "attributes": {"rate": %d}}`,
	`{"name": "x", "type": "slicer", "stream": "downstream", "attributes": {"average_size": %d, "delay": 100}}`,
}

// between is how many calls succeed at least before the next thing is done to a system, so that it works for a part of the time on a slow
// machine, too.
const between = 40

// disturb does one thing after the other to a system until ctx ends, and then leaves it as it was. It counts what it did.
func (s *system) disturb(ctx context.Context, t *testing.T, p *proxy, succeeded *atomic.Int64, r *rand.Rand) (done map[string]int) {
	done = map[string]int{}
	wait := func(most time.Duration) {
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(r.Int64N(int64(most)))):
		}
	}
	for n := 0; ctx.Err() == nil; n++ {
		enough := succeeded.Load() + between
		wait(300 * time.Millisecond)
		for ctx.Err() == nil && succeeded.Load() < enough {
			wait(300 * time.Millisecond)
		}
		switch {
		case n%25 == 24:
			s.kill(t)
			wait(300 * time.Millisecond)
			s.start(t)
			done["killed and started again"]++
		case r.IntN(6) == 0:
			p.Stop()
			wait(100 * time.Millisecond)
			if err := p.start(""); err != nil {
				t.Error(err)
				return done
			}
			done["nobody listens"]++
		default:
			p.Stop()
			if err := p.start(fmt.Sprintf(toxics[r.IntN(len(toxics))], 1+r.IntN(150))); err != nil {
				t.Error(err)
				return done
			}
			wait(200 * time.Millisecond)
			p.Stop()
			if err := p.start(""); err != nil {
				t.Error(err)
				return done
			}
			done["toxic"]++
		}
	}
	return done
}
