package fleet

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A row is what the clients of the AWS Architecture Blog's "Exponential Backoff And Jitter" (Marc Brooker, 2015) contend for: each
// reads it and then writes it, and a write succeeds if nobody has written in between. Each leg over the network takes about ten
// milliseconds.
type row struct {
	random  *rand.Rand
	version int
	writes  []write
}

// A write is one that reaches the row at a time.
type write struct {
	at      time.Duration
	attempt uint64
	read    int // the version that was read before
}

func (r *row) leg() time.Duration {
	return max(0, time.Duration((10+2*r.random.NormFloat64())*float64(time.Millisecond)))
}

func (r *row) take(e *simulation, attempt uint64) {
	r.writes = append(r.writes, write{e.now + r.leg() + r.leg(), attempt, r.version})
	slices.SortStableFunc(r.writes, func(a, b write) int { return cmp.Compare(a.at, b.at) })
	e.answers = r.writes[0].at
}

func (r *row) answer(e *simulation) {
	w := r.writes[0]
	r.writes = r.writes[1:]
	if e.answers = virtual.Never; len(r.writes) > 0 {
		e.answers = r.writes[0].at
	}
	if w.read != r.version {
		e.fail(w.attempt, virtual.Failure{})
		return
	}
	r.version++
	e.succeed(w.attempt)
}

// all has the calls of so many clients begin at once.
type all struct{ left uint32 }

func (a *all) next() (time.Duration, uint32) {
	if a.left == 0 {
		return virtual.Never, 0
	}
	a.left--
	return 0, a.left
}

// contend returns how many attempts a hundred clients make until each has written the row once, and how long that takes: on average
// over some seeds.
func contend(t *testing.T, p backoff.Policy) (attempts, seconds float64) {
	t.Helper()
	const clients, seeds = 100, 20
	for seed := range uint64(seeds) {
		s := Scenario{Clients: clients, Rate: 1, Capacity: 1, Latency: time.Second, For: 100 * time.Hour, Seed: seed}
		m := Method{Policy: p}
		e := newSimulation(&s, &m)
		e.begins = &all{clients}
		e.callee = &row{random: stream(seed, 9)}
		for e.start(); e.samples.current.Succeeded < clients; {
			if !e.step(e.scenario.For) || len(e.samples.done) > 0 {
				t.Fatal("they do not come to an end")
			}
		}
		attempts += float64(e.samples.current.Attempts()) / seeds
		seconds += e.now.Seconds() / seeds
	}
	return attempts, seconds
}

// The order and the factors of the strategies are those of the article's plots, with its pauses of 5 ms to 2 s. Exponential pauses
// without jitter lose, in work and in time; jitter makes fewer than half of the calls; of the jitters equal makes about as many calls
// as full, and takes longer; and full makes fewer calls than decorrelated, and takes a little longer.
func TestJitterIsAsInTheAWSArticle(t *testing.T) {
	exponential := backoff.Policy{Pause: 5 * time.Millisecond, Multiplier: 2, MaxPause: 2 * time.Second}
	with := func(j backoff.Jitter) backoff.Policy { p := exponential; p.Jitter = j; return p }
	noneWork, _ := contend(t, backoff.Policy{})
	expoWork, expoTime := contend(t, exponential)
	fullWork, fullTime := contend(t, with(backoff.JitterFull))
	equalWork, equalTime := contend(t, with(backoff.JitterEqual))
	decorrelatedWork, decorrelatedTime := contend(t, with(backoff.JitterDecorrelated))
	t.Logf("attempts: none %.0f, exponential %.0f, full %.0f, equal %.0f, decorrelated %.0f", noneWork, expoWork, fullWork, equalWork, decorrelatedWork)
	t.Logf("seconds: exponential %.2f, full %.2f, equal %.2f, decorrelated %.2f", expoTime, fullTime, equalTime, decorrelatedTime)
	for what, ok := range map[string]bool{
		"the exponential pause makes fewer attempts than none":   expoWork < noneWork,
		"full jitter halves the attempts":                        fullWork < expoWork/2,
		"so does equal jitter":                                   equalWork < expoWork/2,
		"so does decorrelated jitter":                            decorrelatedWork < expoWork/2,
		"without jitter it takes much longer than with any":      expoTime > 2*max(fullTime, equalTime, decorrelatedTime),
		"equal jitter makes about as many attempts as full":      equalWork > 0.95*fullWork && equalWork < 1.5*fullWork,
		"equal jitter takes longer than full":                    equalTime > 1.1*fullTime,
		"decorrelated jitter makes more attempts than full":      decorrelatedWork > fullWork,
		"decorrelated jitter takes a little less time than full": decorrelatedTime < fullTime && decorrelatedTime > 0.4*fullTime,
	} {
		if !ok {
			t.Errorf("not true: %s", what)
		}
	}
}
