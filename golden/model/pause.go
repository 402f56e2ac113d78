package model

import (
	"math"
	"strconv"
)

// A line is what is counted for a policy, or for one of its cases.
type line struct {
	tries    int      // attempts that ended in it
	pauses   int      // made since the last one that a server asked for
	waits    bool     // one is being made
	hinted   bool     // which a server asked for
	previous Duration // the last pause of its own
}

// under returns the policy with what a case has in its place.
func (c *Case) under(p Policy) Policy {
	replace(&p.Pause, c.Pause)
	replace(&p.Multiplier, c.Multiplier)
	replace(&p.MaxPause, c.MaxPause)
	replace(&p.MaxHint, c.MaxHint)
	switch c.Jitter {
	case "none":
		p.Jitter = ""
	case "":
	default:
		p.Jitter = c.Jitter
	}
	return p
}

func replace[T ~int64 | float64](of *T, own T) {
	switch own {
	case 0:
	case None:
		*of = 0
	default:
		*of = own
	}
}

// pauseAfter returns the policy's own pause after so many others: rule 1.22.
func (p *Policy) pauseAfter(l *line, draw func() float64) Duration {
	pause := float64(p.Pause)
	if p.Multiplier > 1 && p.Pause > 0 {
		pause *= math.Pow(p.Multiplier, float64(l.pauses))
	}
	most := math.Inf(1)
	if p.MaxPause > 0 {
		most = float64(p.MaxPause)
	}
	pause = math.Floor(min(pause, most, float64(never))) // in nanoseconds, before jitter
	if pause == 0 || p.Jitter == "" {
		return saturated(pause)
	}
	from, to, least := 0.0, pause, 0.0
	switch p.Jitter {
	case "full":
	case "equal":
		from = pause / 2
	case "decorrelated":
		from, to = float64(p.Pause), 3*float64(max(p.Pause, l.previous))
		least = min(from, most)
	default:
		ratio, _ := strconv.ParseFloat(p.Jitter, 64)
		from, to = pause-ratio*pause, pause+ratio*pause
	}
	if to > most {
		from, to = max(least, from-(to-most)), most
	}
	return saturated(math.Round(from + draw()*(to-from)))
}

func saturated(d float64) Duration {
	if d >= float64(never) {
		return never
	}
	return Duration(d)
}
