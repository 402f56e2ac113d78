package fleet

import (
	"math"
	"time"
)

// Recovery returns how long after the end of the outage a run goes as it went before it: calls fail no more often than then, by a
// hundredth, and about as few requests wait. It is false when that does not last to the end of the run.
func (r *Run) Recovery(s *Scenario) (after time.Duration, ok bool) {
	if !s.endsInTime() || len(r.Series) == 0 {
		return 0, false
	}
	healthy := r.health(s)
	first := len(r.Series)
	for first > 0 && healthy(&r.Series[first-1]) {
		first--
	}
	const least = 2 // one may be so by chance
	if len(r.Series)-first < min(least, len(r.Series)) {
		return 0, false
	}
	if first == len(r.Series) {
		return 0, false
	}
	return max(0, r.Series[first].At-s.Outage.End()), true
}

func (r *Run) recovers(s *Scenario) bool { _, ok := r.Recovery(s); return ok }

// health returns what tells whether a sample is as those before the outage.
func (r *Run) health(s *Scenario) func(*Sample) bool {
	var failed, ended, queue float64
	for _, sample := range r.Series {
		if sample.At+r.Every > s.Outage.Begin {
			break
		}
		failed += float64(sample.Failed)
		ended += float64(sample.Failed + sample.Succeeded)
		queue = max(queue, sample.Queue)
	}
	const more = 0.01
	share := failed/max(1, ended) + more
	longest := 2*queue + float64(newService(s.Capacity, s.Latency, nil).servers)
	return func(sample *Sample) bool {
		expected := share * float64(sample.Failed+sample.Succeeded)
		return float64(sample.Failed) <= expected+3*math.Sqrt(expected) && sample.Queue <= longest
	}
}

// atEnd returns how many attempts began in a second, in the last tenth of a run.
func (r *Run) atEnd() float64 {
	n := max(1, len(r.Series)/10)
	if len(r.Series) == 0 {
		return 0
	}
	last := r.Series[len(r.Series)-n:]
	sum := int64(0)
	for _, sample := range last {
		sum += sample.Attempts()
	}
	return float64(sum) / (r.Until - last[0].At).Seconds()
}
