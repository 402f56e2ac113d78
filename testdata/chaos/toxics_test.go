package chaos

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
	"go.uber.org/goleak"
)

func init() { zerolog.SetGlobalLevel(zerolog.Disabled) } // toxiproxy's bandwidth writes to the global logger

// A proxy stands before a server, and does to connections what networks do.
type proxy struct {
	*toxiproxy.Proxy
}

func newProxy(t *testing.T, name, upstream string) *proxy {
	t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := toxiproxy.NewProxy(server, name, "127.0.0.1:0", upstream)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return &proxy{p}
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

// toxiproxys are goroutines that toxiproxy itself leaves when a toxic is taken off a connection which is at an end.
func toxiproxys() []goleak.Option {
	const module = "github.com/Shopify/toxiproxy/v2"
	var options []goleak.Option
	for _, function := range []string{".(*ToxicLink).read", ".(*ToxicLink).write", "/toxics.(*ToxicStub).Run"} {
		options = append(options, goleak.IgnoreAnyFunction(module+function))
	}
	return options
}

// disturb does one thing after the other to a system until ctx ends, and then leaves it as it was. It counts what it did.
func (s *system) disturb(ctx context.Context, t *testing.T, p *proxy, r *rand.Rand) (done map[string]int) {
	done = map[string]int{}
	wait := func(most time.Duration) {
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(r.Int64N(int64(most)))):
		}
	}
	for n := 0; ctx.Err() == nil; n++ {
		wait(300 * time.Millisecond)
		switch {
		case n%25 == 24:
			s.kill(t)
			wait(300 * time.Millisecond)
			s.start(t)
			done["killed and started again"]++
		case r.IntN(6) == 0:
			p.Stop()
			wait(100 * time.Millisecond)
			if err := p.Start(); err != nil {
				t.Error(err)
				return done
			}
			done["nobody listens"]++
		default:
			toxic := fmt.Sprintf(toxics[r.IntN(len(toxics))], 1+r.IntN(150))
			if _, err := p.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
				t.Error(err)
				return done
			}
			wait(200 * time.Millisecond)
			if err := p.Toxics.RemoveToxic(context.Background(), "x"); err != nil {
				t.Error(err)
				return done
			}
			done["toxic"]++
		}
	}
	return done
}
