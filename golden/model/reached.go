package model

// A Reached counts what happens in calls that their traces do not show, so that a test can see whether it happens often enough.
type Reached map[string]int

// What is counted.
const (
	Inside       = "a call further in"
	Deep         = "a call further in than that"
	InsideAsync  = "a call further in whose attempts have goroutines of their own"
	BesideInside = "calls further in beside each other"
	InRetry      = "a call in another one's retry"
	OnceCut      = "a call that WithNestedOnce has made end"
	MostCut      = "a call further in that its outermost caller's bound has made end"
	Lost         = "a call further in whose attempt has lost"
	LeftBehind   = "a call further in whose attempt was left behind"
	Panicked     = "a panic that passes through two calls"
	EarlyStop    = "a call further in that stopped early"
	EarlyWaits   = "an attempt that counts as having lasted longer, and is retried"
	EarlyLimit   = "the same, until its own limit"
	EarlyEnds    = "an attempt that would count as having lasted longer, and ends its call"
	EarlyBudget  = "the same, by a budget"
	EarlyBeside  = "an attempt that counts as running beside others"
	EarlyHedged  = "a hedge beside one that only counts as running"
	EarlyLost    = "one that only counts as running, and has lost"
	BudgetInside = "a retry that is not made since the budget of a call further in has refused one"
	KeyOfOwn     = "a key of its own in a call that has one already"
	KeyPassedOn  = "a key of a call further out"
	KeyTaken     = "a key that the caller of a call further in has set"
)

func (r Reached) include(inner Reached) {
	for what, n := range inner {
		r[what] += n
	}
}

// reachedInside counts what is worth counting of a call that an attempt has made.
func (r *run) reachedInside(o *outcome) {
	in := o.inside
	note := func(what string, is bool) {
		if is {
			r.reached[what]++
		}
	}
	note(Inside, true)
	note(Deep, r.prefix != "")
	note(InsideAsync, in.async())
	note(InRetry, in.nested)
	note(Panicked, in.panics != "")
	note(EarlyStop, in.err != nil && in.err.Ends > in.now)
	note(Lost, o.left && o.context.cause.Name == hedgeLost)
	note(LeftBehind, o.left && o.context.cause.Name != hedgeLost)
	note(KeyOfOwn, in.form.Keyed && in.caller.key != "" && !in.caller.given)
	note(KeyPassedOn, !in.form.Keyed && in.caller.key != "" && !in.caller.given)
	note(KeyTaken, in.form.Keyed && in.call.Key != "")
}

// reachedEnd counts what is worth counting of what follows an attempt, where one further in has something to do with it.
func (r *run) reachedEnd(f *failure, v verdict) {
	switch {
	case f.later == 0:
	case v.reason == "":
		r.reached[EarlyWaits]++
		if f.timedOut {
			r.reached[EarlyLimit]++
		}
	case v.reason == "budget":
		r.reached[EarlyBudget]++
	default:
		r.reached[EarlyEnds]++
	}
	if v.reason == "max_tries" && r.prefix != "" && r.triesLeftBut(f) {
		if r.call.Once && r.nested {
			r.reached[OnceCut]++
		} else if r.call.Most == 0 {
			r.reached[MostCut]++
		}
	}
	if of := f.outcome; of.inside != nil && of.err != nil && of.err.Budget && v.reason == "not_retryable" && match(r.p.Errors, of.err).any {
		r.reached[BudgetInside]++
	}
}

// triesLeftBut is triesLeft, but for the bound of the caller and of WithNestedOnce.
func (r *run) triesLeftBut(f *failure) bool {
	most := r.most
	defer func() { r.most = most }()
	r.most = 0
	return r.triesLeft(f)
}
