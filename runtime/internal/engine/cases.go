package engine

import "time"

// A line is what a call has counted for the policy itself, or for one of its cases.
type line struct {
	tries  int           // attempts that have ended in it
	pauses int           // the pauses made for it since the last one that a server asked for
	seen   int           // how many attempts other than hedges had begun before the last of them: one stands for all that fail until a retry begins
	before time.Duration // the last of them that was its own
}

// findCase finds out in which of the policy's cases an attempt has ended that failed with an error, and counts it.
func (c *Call) findCase(f *failure, j *Judgement) {
	c.countCase(f, c.m.policy.judgeInCase(j, f.err, f.callerErr != nil))
}

// In says that the results of the attempt that has just ended are those of a case, by its number from 1, and returns true. It
// is called before Reject, and in the order of the cases.
func (c *Call) In(number int) bool {
	c.rare().resultCase = number
	return true
}

// findResultCase finds out in which of the policy's cases an attempt has ended whose results were rejected, and counts it. The
// policy may be another than the annotated one, with other cases.
func (c *Call) findResultCase(f *failure) {
	if !c.hasRare() {
		return
	}
	number := c.state.more.rare.resultCase
	c.state.more.rare.resultCase = 0
	if number <= len(c.m.policy.Cases) && number > 0 && c.m.policy.Cases[number-1].Results {
		c.countCase(f, number)
	}
}

// countCase counts an attempt that has ended in the case of that number; 0 is none.
func (c *Call) countCase(f *failure, number int) {
	p := &c.m.policy
	if f.inCase = number; number == 0 {
		return
	}
	of := &c.lines()[f.inCase]
	of.tries++
	f.InCase, f.Case, f.CaseTries = true, p.Cases[f.inCase-1], of.tries
	if f.Case.Apart {
		c.state.more.rare.apart++
	}
}

// apart returns how many attempts have ended in cases with a max_tries of their own.
func (c *Call) apart() int {
	if c.hasRare() {
		return c.state.more.rare.apart
	}
	return 0
}

// lines returns the lines of a policy that has cases: its own, and those of its cases.
func (c *Call) lines() []line {
	r := c.rare()
	if r.lines == nil {
		r.lines = make([]line, 1+len(c.m.policy.Cases))
	}
	return r.lines
}

// delayOf is delay for a policy that has cases: each line's pauses grow on their own.
func (c *Call) delayOf(f *failure) (pause, asked time.Duration) {
	of := &c.lines()[f.inCase]
	if begun := c.tries - c.state.more.rare.uncounted; of.seen != begun { // a pause that a hedge came before was not made
		of.seen = begun
		of.pauses++
	}
	own, asked := c.m.policy.Rules.Delay(f.inCase, max(1, of.pauses), of.before, f.err)
	asked = c.askPause(f, asked)
	of.before = own
	if asked > 0 && asked >= own {
		of.pauses = 0
	}
	return max(own, asked), asked
}

// judgeInCase returns the number of the case that an error is in, which was judged, as Rules.Case does, and adds to the judgement
// what the case says of it. None is for an error that is marked as permanent.
func (p *Policy) judgeInCase(j *Judgement, err error, callerDone bool) int {
	if len(p.Cases) == 0 || j.Permanent {
		return 0
	}
	number, of := p.Rules.Case(err, callerDone)
	j.Retryable, j.Listed, j.Undone = j.Retryable || of.Retryable, j.Listed || of.Listed, j.Undone || of.Undone
	return number
}
