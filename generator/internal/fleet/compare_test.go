package fleet

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

func quiet(time.Duration) {}

// outage is a fleet of a thousand calls a second, through an outage.
func outage(kind Kind) Scenario {
	return Scenario{Clients: 100, Rate: 10, Capacity: 1500, Latency: 50 * time.Millisecond, For: time.Minute, Outage: Outage{10 * time.Second, 5 * time.Second, kind}, Seed: 1}
}

func retrying() Method {
	return Method{Policy: backoff.Policy{AttemptTimeout: time.Second, MaxTries: 4, Pause: 100 * time.Millisecond, Multiplier: 2}, CutsOff: true}
}

// What happens is said in one sentence, and the improvement is the first one that helps, or else the first one that is missing.
func TestWhatHappensIsSaid(t *testing.T) {
	jittered := retrying()
	jittered.Policy.Jitter = backoff.JitterFull
	busy, long, none, late := outage(Slow), outage(Slow), outage(Slow), outage(Refuse)
	busy.Capacity, long.Outage.Length, none.Outage = 900, time.Hour, Outage{}
	late.For = 20 * time.Second
	once := retrying()
	once.Policy.MaxTries = 1
	unpaused := retrying()
	unpaused.Policy.Pause = 0
	for name, test := range map[string]struct {
		s        Scenario
		m        Method
		verdict  string // its begin
		improved string
	}{
		"metastable, and a budget helps":      {outage(Slow), jittered, "does not recover: metastable; a budget of 20 % would", "a budget of 20 %"},
		"jitter does not help, a budget does": {outage(Hang), retrying(), "does not recover: metastable; a budget of 20 % would", "a budget of 20 %"},
		"has a budget":                        {outage(Slow), jittered.WithBudget(0.1), "recovers ", ""},
		"recovers":                            {late, retrying(), "recovers ", "jitter=full"},
		"overloaded":                          {busy, retrying(), "overloaded: 1000 calls a second are more than", "jitter=full"},
		"no outage":                           {none, jittered, "without an outage a call makes 1 attempt", "a budget of 20 %"},
		"an outage without end":               {long, jittered, "the outage lasts to the end of the run", "a budget of 20 %"},
		"no retries":                          {outage(Refuse), once, "recovers with the service", ""},
		"no pauses":                           {outage(Refuse), unpaused, "recovers ", "pause=100ms multiplier=2 max_pause=10s jitter=full"},
		"shed, with all else":                 {outage(Shed), jittered.WithBudget(0.1), "recovers ", "pause_from"},
	} {
		c := Compare(context.Background(), test.s, test.m, quiet)
		if !strings.HasPrefix(c.Verdict, test.verdict) || c.Improved != test.improved {
			t.Errorf("%s: %q, improved with %q; want %q, and %q", name, c.Verdict, c.Improved, test.verdict, test.improved)
		}
		var names []string
		for _, r := range c.Runs {
			names = append(names, r.Name)
		}
		if diff := cmp.Diff([]string{"without retries", "as annotated", "as improved"}, names); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Runs that are not made, because no attempt failed in another one, are what they would have been.
func TestSameRunsAreMadeOnce(t *testing.T) {
	for _, kind := range []Kind{None, Slow} {
		for _, timeout := range []time.Duration{100 * time.Millisecond, 10 * time.Second} {
			s := outage(kind)
			if s.For = 20 * time.Second; kind == None {
				s.Outage = Outage{}
			}
			m := retrying()
			m.Policy.AttemptTimeout = timeout
			hedging := m
			hedging.Policy.Hedge = 50 * time.Millisecond
			for _, m := range []Method{m, hedging, m.WithBudget(0.2)} {
				made := Compare(context.Background(), s, m, quiet).Runs[:2]
				want := kind == None && timeout > time.Second && m.Policy.Hedge == 0 && m.Budget == nil
				if same := &made[0].Series[0] == &made[1].Series[0]; same != want {
					t.Errorf("%q, a timeout of %v: made once: %v", kind, timeout, same)
				}
				for _, r := range made {
					method := m
					if r.Name == WithoutRetries {
						method = m.WithoutRetries()
					}
					if diff := cmp.Diff(simulate(context.Background(), &s, &method, r.Name, quiet), r); diff != "" {
						t.Errorf("%q, a timeout of %v, hedges %v, %s: %s", kind, timeout, m.Policy.Hedge > 0, r.Name, diff)
					}
				}
			}
		}
	}
}

// written returns all that is written of a comparison.
func written(t *testing.T, c Comparison) string {
	t.Helper()
	var b bytes.Buffer
	for _, write := range []func() error{
		func() error { return c.WriteText(&b) },
		func() error { return c.WriteJSON(&b, "Store.Fetch", "backoff:retry 4") },
		func() error { return c.WriteHTML(&b, "Store.Fetch", "backoff:retry 4") },
	} {
		if err := write(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// The same seed has the same bytes, and another one has others, however many processors there are.
func TestTheSeedDecidesAll(t *testing.T) {
	s := outage(Slow)
	m := retrying().WithBudget(0.3)
	m.Policy.Jitter, m.Policy.Hedge = backoff.JitterDecorrelated, 200*time.Millisecond
	first := written(t, Compare(context.Background(), s, m, quiet))
	if again := written(t, Compare(context.Background(), s, m, quiet)); first != again {
		t.Error("the same seed has another result")
	}
	s.Seed++
	if other := written(t, Compare(context.Background(), s, m, quiet)); first == other {
		t.Error("another seed has the same result")
	}
}

// Programs find the numbers by their names, and they agree with each other.
func TestTheNumbersAgree(t *testing.T) {
	for _, kind := range []Kind{None, Refuse, Hang, Slow, Shed} {
		s := outage(kind)
		m := retrying()
		m.Policy.Hedge = 300 * time.Millisecond
		c := Compare(context.Background(), s, m.WithBudget(0.5), quiet)
		var b bytes.Buffer
		if err := c.WriteJSON(&b, "Store.Fetch", "backoff:retry 4"); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Runs []struct {
				Name                                                         string
				Calls, Failed, Unfinished, Attempts, Retries, Hedges, InVain int64
				Amplification, Until                                         float64
				Series                                                       []struct{ At, First, Retries, Hedges, Succeeded, Failed, InVain, Queue, P50, P99, Tokens float64 }
			}
		}
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		for i, r := range got.Runs {
			if math.Abs(r.Amplification-float64(r.Attempts)/float64(r.Calls)) > 1e-9 || r.Attempts != r.Calls+r.Retries+r.Hedges || r.Until != 60 || len(r.Series) != 120 {
				t.Errorf("%s, %s: %+v", kind, r.Name, r)
			}
			sum := 0.0
			succeeded := int64(0)
			for _, p := range r.Series {
				sum += p.First + p.Retries + p.Hedges
				succeeded += int64(p.Succeeded)
			}
			if int64(sum) != r.Attempts || succeeded+r.Failed+r.Unfinished != r.Calls {
				t.Errorf("%s, %s: %v attempts in the series of %d, %d calls succeed, %d fail, and %d do not end, of %d", kind, r.Name, sum, r.Attempts, succeeded, r.Failed, r.Unfinished, r.Calls)
			}
			if i == 0 && (r.Retries > 0 || r.Hedges > 0) {
				t.Errorf("%s, %s: %d retries and %d hedges", kind, r.Name, r.Retries, r.Hedges)
			}
			if i == 1 && kind == Slow && (r.Hedges == 0 || r.Retries == 0) {
				t.Errorf("%s, %s: %d retries and %d hedges", kind, r.Name, r.Retries, r.Hedges)
			}
			if r.Calls != got.Runs[0].Calls {
				t.Errorf("%s, %s: %d calls, and without retries %d", kind, r.Name, r.Calls, got.Runs[0].Calls)
			}
		}
	}
}

// A simulation that is interrupted says how far it came, and keeps what it had come to.
func TestWhatIsInterruptedIsKept(t *testing.T) {
	s := outage(Slow)
	s.For *= 1000
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := Compare(ctx, s, retrying(), func(now time.Duration) {
		if now > 20*time.Second {
			cancel()
		}
	})
	if !c.Stopped || !strings.HasPrefix(c.Verdict, "interrupted after ") || !strings.HasSuffix(c.Verdict, " of 16h40m0s") {
		t.Errorf("%v: %q", c.Stopped, c.Verdict)
	}
	for _, r := range c.Runs {
		if r.Until < 20*time.Second || r.Until > time.Hour || r.Total.First == 0 || len(r.Series) == 0 {
			t.Errorf("%s: until %v there were %d calls, in %d samples", r.Name, r.Until, r.Total.First, len(r.Series))
		}
	}
	if text := written(t, c); strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
		t.Error("there is a number that is none")
	}
}

// What must not be carried out twice is not retried after it has timed out, and is where the service has refused it.
func TestWhatMayHaveBeenCarriedOutIsNotRetried(t *testing.T) {
	m := retrying()
	m.NeverTimedOut = true
	for kind, want := range map[Kind]bool{Hang: false, Refuse: true} {
		s := outage(kind)
		if got := simulate(context.Background(), &s, &m, "", quiet).Total.Retries > 0; got != want {
			t.Errorf("%s: retried: %v", kind, got)
		}
	}
	m.NeverRefused = true
	s := outage(Refuse)
	if n := simulate(context.Background(), &s, &m, "", quiet).Total.Retries; n > 0 {
		t.Errorf("%d attempts that were refused are retried", n)
	}
}

// A client that hears when to come back comes back no sooner: after a second, that is.
func TestHintsAreHeard(t *testing.T) {
	s := outage(Shed)
	m := retrying()
	s.Outage.Begin = 0
	inFirstSecond := func() (retries int64) {
		run := simulate(context.Background(), &s, &m, "", quiet)
		for _, sample := range run.Series {
			if sample.At+run.Every <= time.Second {
				retries += sample.Retries
			}
		}
		return retries
	}
	deaf := inFirstSecond()
	m.Asks = true
	if heard := inFirstSecond(); heard > 0 || deaf == 0 {
		t.Errorf("%d retries in the first second, and %d where hints are not heard", heard, deaf)
	}
}

// What cannot be simulated is refused, by the name of its flag.
func TestScenariosAreChecked(t *testing.T) {
	for _, test := range []struct {
		change func(*Scenario)
		want   string
	}{
		{func(s *Scenario) { s.Clients = 0 }, "-clients 0: "},
		{func(s *Scenario) { s.Rate = math.NaN() }, "-rate NaN: "},
		{func(s *Scenario) { s.Rate = 1e9 }, "-rate, -clients and -capacity: "},
		{func(s *Scenario) { s.Capacity = -1 }, "-capacity -1: "},
		{func(s *Scenario) { s.Capacity = math.Inf(1) }, "-capacity +Inf: "},
		{func(s *Scenario) { s.Latency = 0 }, "-latency 0s: "},
		{func(s *Scenario) { s.Capacity, s.Latency = 1e8, time.Hour }, "-capacity and -latency: "},
		{func(s *Scenario) { s.For = 0 }, "-for 0s: "},
		{func(s *Scenario) { s.Outage.Begin = time.Hour }, "-outage 1h0m0s+5s:slow: "},
	} {
		s := outage(Slow)
		test.change(&s)
		if err := s.Validate(); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%v, want %s…", err, test.want)
		}
	}
	if s := outage(Slow); s.Validate() != nil {
		t.Error(s.Validate())
	}
}

func TestOutagesAreRead(t *testing.T) {
	for text, want := range map[string]Outage{
		"":               {},
		"5s+5s:slow":     {5 * time.Second, 5 * time.Second, Slow},
		"0s+1m30s:hang":  {0, 90 * time.Second, Hang},
		"1.5s+1h:refuse": {1500 * time.Millisecond, time.Hour, Refuse},
		"0+1s:shed":      {0, time.Second, Shed},
	} {
		got, err := ParseOutage(text)
		if err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
		if back, err := ParseOutage(got.String()); got.Kind != None && (err != nil || back != got) {
			t.Errorf("%v is read as %v, %v", got, back, err)
		}
	}
	for _, text := range []string{"5s", "5s:slow", "5s+5s", "5s+5s:", "5s+5s:melt", "x+5s:slow", "-1s+5s:slow", "5s+0s:slow", "5s+-1s:slow", "5s+5:slow", "+:slow", "5s+900000h:hang"} {
		if o, err := ParseOutage(text); err == nil || !strings.Contains(err.Error(), "want ") {
			t.Errorf("%q is %v, %v", text, o, err)
		}
	}
}
