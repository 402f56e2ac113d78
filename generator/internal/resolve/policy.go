package resolve

import (
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// policy resolves a policy, retry or use. Part is what tells it from the interface's others in a name. It reports everything that is wrong in it, and returns nil then.
func (s *scope) policy(p *directive.Policy, owner, part string) *plan.Policy {
	out := &plan.Policy{Text: p.Text, Owner: owner}
	if p.Verb == directive.VerbUse {
		if p.Use.Text == "" {
			return nil // reported when it was read
		}
		if out.Use = s.shared(p.Use); out.Use == nil {
			return nil
		}
		return out
	}
	fine := true
	for _, e := range p.Errors {
		m, matched := s.matcher(e)
		fine = fine && matched
		out.Errors = append(out.Errors, m)
	}
	if len(p.Errors) == 0 && p.Verb == directive.VerbRetry {
		out.Errors = []plan.Matcher{{Kind: plan.MatchAny}}
	}
	if p.Giveup.Text != "" {
		out.Giveup = s.predicate(p.Giveup)
		if out.Giveup == nil {
			return nil
		}
		if out.Giveup.Expr != nil {
			out.Giveup.Name = part // the middle of its name, which it gets when all others are known
		}
	}
	if p.PauseFrom.Text != "" {
		if out.PauseFrom = s.pauseFrom(p.PauseFrom); out.PauseFrom == nil {
			return nil
		}
	}
	if !fine {
		return nil
	}
	// A value that was refused, or written as none, is zero: none, or unlimited.
	out.Values = backoff.Policy{
		AttemptTimeout: p.AttemptTimeout.Value,
		Deadline:       p.Deadline.Value,
		Pause:          p.Pause.Value,
		MaxTries:       p.MaxTries.Value,
		Multiplier:     p.Multiplier.Value,
		MaxPause:       p.MaxPause.Value,
		Jitter:         jitter(p.Jitter),
		Hedge:          p.Hedge.Value,
		Abandon:        abandons(p),
	}
	if err := out.Values.Validate(); err != nil {
		s.errorf(policySpan(p), InvalidPolicy, "%s", strings.Join(strings.Fields(err.Error()), " "))
		return nil
	}
	return out
}

// jitter returns the engine's name for a jitter.
func jitter(j directive.Jitter) backoff.Jitter {
	switch {
	case j.Ratio != 0:
		return backoff.JitterRatio(j.Ratio)
	case j.Text == "none":
		return backoff.JitterNone
	}
	return backoff.Jitter(j.Text)
}

// endless reports whether nothing in a policy ends the retrying. Of a shared one nothing is known here, and
// what is missing in a broken one may be what is broken.
func endless(p *directive.Policy) bool {
	return p.Verb != directive.VerbUse && !p.Broken && p.Deadline.Value == 0 && p.MaxTries.Value == 0
}

func policySpan(p *directive.Policy) span { return span{p.Pos, p.End} }

// timeoutSpan returns where a policy's attempt_timeout is written: its key, or its value when it is positional.
func timeoutSpan(p *directive.Policy) span {
	if p.AttemptTimeout.KeyPos.IsValid() {
		return span{p.AttemptTimeout.KeyPos, p.AttemptTimeout.End}
	}
	return span{p.AttemptTimeout.Pos, p.AttemptTimeout.End}
}
