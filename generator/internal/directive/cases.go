package directive

import (
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

const whenHint = "it belongs below a policy or retry line, in the same comment"

// addCase reads a when directive, which is a case of the policy above it.
func (p *place) addCase(r *reader, rd *rawDirective) {
	of := p.above
	switch {
	case of == nil:
		r.reportMisplaced(rd, "backoff:when does nothing here: there is no policy above it that it could be a case of", whenHint)
		return
	case of.Verb == VerbUse:
		r.reportMisplaced(rd, "backoff:when does nothing here: a shared policy has its cases itself", "give the policy that backoff:use names a case: its field Cases has them")
		return
	case of.Verb == VerbOff:
		r.reportMisplaced(rd, "backoff:when does nothing here: backoff:off retries nothing", whenHint)
		return
	}
	c := r.readPolicy(rd, VerbWhen)
	if !c.Broken && len(c.Errors) == 0 && !c.Value(keys.Result).Given() {
		at := rd.verbOffset()
		r.errorAt(rd, diag.MissingArgument, at, at+len(rd.verb), "when needs a list of errors first, such as when ErrBusy,net.Error pause=1s").
			Hint = "or result=…, which looks at results"
		c.Broken = true
	}
	of.Broken = of.Broken || c.Broken
	of.Cases = append(of.Cases, c)
}

// checkCase warns of keys of a case that do nothing.
func (r *reader) checkCase(of, c *Policy) {
	pause := of.Duration(keys.Pause)
	if own := c.Value(keys.Pause); own.Given() {
		pause = c.Duration(keys.Pause)
	}
	if pause == 0 {
		for _, name := range []string{keys.Multiplier, keys.MaxPause, keys.Jitter} {
			if v := c.Value(name); changesPauses(v) {
				r.warningAt(diag.NoPause, v.KeyPos, v.End, name+" does nothing, since neither the case nor its policy has a pause")
			}
		}
	}
	if v := c.Value(keys.MaxHint); v.Given() && !v.IsNone() && !c.Value(keys.PauseFrom).Given() && !of.Value(keys.PauseFrom).Given() {
		r.warningAt(diag.NoPause, v.KeyPos, v.End, "max_hint does nothing, since there is no pause_from")
	}
	deadline := of.Duration(keys.Deadline)
	from := c.Value(keys.PauseFrom)
	if from.Given() && deadline == 0 && of.Duration(keys.RetryFor) == 0 && !of.Value(keys.MaxHint).Given() && !c.Value(keys.MaxHint).Given() {
		r.warningAt(diag.HintWithoutEnd, from.KeyPos, from.End, "a server may ask for a pause of any length: there is no max_hint, deadline or retry_for").
			Hint = "write max_hint=none if that is intended"
	}
	if deadline > 0 {
		if v := c.Value(keys.Pause); v.Given() && c.shortestIn(of) >= deadline {
			r.warningAt(diag.PauseOverDeadline, v.Pos, v.End,
				"a pause of "+c.Duration(keys.Pause).String()+" does not fit into the deadline of "+deadline.String()+": an attempt that ends in this case is the last")
		}
	}
}

// shortestIn is shortestPause for a case of a policy.
func (p *Policy) shortestIn(of *Policy) time.Duration {
	both := Policy{values: p.values}
	for _, v := range of.values {
		if !both.Value(v.Key.Name).Given() {
			both.values = append(both.values[:len(both.values):len(both.values)], v)
		}
	}
	return both.shortestPause()
}
