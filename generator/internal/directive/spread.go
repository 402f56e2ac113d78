package directive

import (
	"slices"
	"strconv"
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// checkPauses warns of keys that vary a pause in a policy that has none to vary.
func (r *reader) checkPauses(p *Policy) {
	if p.Pause.Value > 0 {
		if p.Jitter.Text == "decorrelated" && p.Multiplier.Set {
			r.warningAt(diag.NoPause, p.Multiplier.KeyPos, p.Multiplier.End, "decorrelated jitter grows by itself: multiplier does nothing")
		}
		return
	}
	const why = " does nothing, since there is no pause"
	if p.Multiplier.Set {
		r.warningAt(diag.NoPause, p.Multiplier.KeyPos, p.Multiplier.End, "multiplier"+why)
	}
	if p.Jitter.Text != "" {
		r.warningAt(diag.NoPause, p.Jitter.Pos, p.Jitter.End, "jitter"+why)
	}
	if p.MaxPause.Value > 0 && p.PauseFrom.Text == "" {
		r.warningAt(diag.NoPause, p.MaxPause.KeyPos, p.MaxPause.End, "max_pause"+why)
	}
}

// shortestPause returns the shortest time from the end of an attempt to the start of the next that p allows: max_pause
// and jitter shorten a pause, and a hedge does not wait for it.
func (p *Policy) shortestPause() time.Duration {
	d := p.Pause.Value
	if limit := p.MaxPause.Value; limit > 0 {
		d = min(d, limit)
	}
	switch {
	case p.Jitter.Text == "full":
		d = 0
	case p.Jitter.Text == "equal":
		d /= 2
	case p.Jitter.Ratio > 0:
		d = time.Duration(float64(d) * (1 - p.Jitter.Ratio))
	}
	if hedge := p.Hedge.Value; hedge > 0 {
		d = min(d, hedge)
	}
	return d
}

// number reads a's value, a number of 1 or more, into n.
func (r *reader) number(n *Number, l *line, a assignment) {
	v := a.val.trim()
	f, err := strconv.ParseFloat(v.text, 64)
	if err != nil || !(f >= 1) || f > 1e9 {
		r.badValue(l, a, v)
		return
	}
	*n = Number{Value: f, Set: true, KeyPos: keyPos(l, a), Pos: l.at(v.start()), End: l.at(v.end())}
}

// jitter reads a's value, one of a few words or a ratio, into j.
func (r *reader) jitter(j *Jitter, l *line, a assignment) {
	v := a.val.trim()
	f, err := strconv.ParseFloat(v.text, 64)
	ratio := err == nil && f > 0 && f <= 1
	if !ratio && !slices.Contains(a.spec.choices, v.text) {
		d := r.badValue(l, a, v)
		if near := diag.Nearest(v.text, a.spec.choices); near != "" && err != nil {
			d.Hint = "did you mean " + near + "?"
		}
		return
	}
	*j = Jitter{Word: v.word(l)}
	if ratio {
		j.Ratio = f
	}
}
