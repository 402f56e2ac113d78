package directive

import (
	"slices"
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// checkPauses warns of keys that change pauses in a policy without a pause.
func (r *reader) checkPauses(p *Policy) {
	if slices.ContainsFunc(p.Cases, func(c *Policy) bool { return c.Duration(keys.Pause) > 0 }) {
		return // they may be for pauses of cases
	}
	multiplier, jitter, maxPause := p.Value(keys.Multiplier), p.Value(keys.Jitter), p.Value(keys.MaxPause)
	r.checkHints(p)
	if p.Duration(keys.Pause) > 0 {
		if p.Word(keys.Jitter) == "decorrelated" && changesPauses(multiplier) {
			r.warningAt(diag.NoPause, multiplier.KeyPos, multiplier.End, "decorrelated jitter grows by itself: multiplier does nothing")
		}
		return
	}
	const why = " does nothing, since there is no pause"
	if changesPauses(multiplier) {
		r.warningAt(diag.NoPause, multiplier.KeyPos, multiplier.End, "multiplier"+why)
	}
	if changesPauses(jitter) {
		r.warningAt(diag.NoPause, jitter.Pos, jitter.End, "jitter"+why)
	}
	if changesPauses(maxPause) {
		r.warningAt(diag.NoPause, maxPause.KeyPos, maxPause.End, "max_pause"+why)
	}
}

// changesPauses reports whether a multiplier, a jitter or a max_pause is given, and is not the default written out: a multiplier of 1 is 0, which is none.
func changesPauses(v Value) bool { return v.Given() && !v.IsNone() && v.Data != 0.0 }

// checkHints warns of a server that may ask for any pause, and of a limit to what no server is asked for.
func (r *reader) checkHints(p *Policy) {
	from, most := p.Value(keys.PauseFrom), p.Value(keys.MaxHint)
	if !from.Given() {
		if slices.ContainsFunc(p.Cases, func(c *Policy) bool { return c.Value(keys.PauseFrom).Given() }) {
			return
		}
		if p.Duration(keys.MaxHint) > 0 {
			r.warningAt(diag.NoPause, most.KeyPos, most.End, "max_hint does nothing, since there is no pause_from")
		}
		return
	}
	if !most.Given() && p.Duration(keys.Deadline) == 0 && p.Duration(keys.RetryFor) == 0 {
		r.warningAt(diag.HintWithoutEnd, from.KeyPos, from.End, "a server may ask for a pause of any length: there is no max_hint, deadline or retry_for").
			Hint = "write max_hint=none if that is intended"
	}
}

// shortestPause returns the shortest time from the end of an attempt to the start of the next that p allows: max_pause
// and jitter shorten a pause, and a hedge does not wait for it.
func (p *Policy) shortestPause() time.Duration {
	d := p.Duration(keys.Pause)
	if maxPause := p.Duration(keys.MaxPause); maxPause > 0 {
		d = min(d, maxPause)
	}
	switch jitter := p.Word(keys.Jitter); jitter {
	case "full":
		d = 0
	case "equal":
		d /= 2
	default:
		if ratio, ok := keys.Ratio(jitter); ok {
			d = time.Duration(float64(d) * (1 - ratio))
		}
	}
	if hedge := p.Duration(keys.Hedge); hedge > 0 {
		d = min(d, hedge)
	}
	return d
}
