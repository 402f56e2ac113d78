package engine

// A Budget decides whether there may be another retry: a backoff.RetryBudget.
type Budget interface {
	Began()
	Succeeded()
	Failed()
	Retry() bool
}

// budgetExtras are the methods of a Budget that it need not have. One that it has is called in place of another one; the
// fields of those that it has not are nil.
type budgetExtras struct {
	hedge     interface{ Hedge() bool }          // in place of Retry, for an attempt beside others
	failed    interface{ FailedWith(error) }     // in place of Failed
	retry     interface{ RetryWith(error) bool } // in place of Retry, for an attempt after one that has failed
	succeeded interface{ SucceededAfter(error) } // in place of Succeeded
}

// extrasOf looks for the methods that b need not have; nil when it has none of them, or is nil.
func extrasOf(b Budget) *budgetExtras {
	var x budgetExtras
	x.hedge, _ = b.(interface{ Hedge() bool })
	x.failed, _ = b.(interface{ FailedWith(error) })
	x.retry, _ = b.(interface{ RetryWith(error) bool })
	x.succeeded, _ = b.(interface{ SucceededAfter(error) })
	if x == (budgetExtras{}) {
		return nil
	}
	return &x
}

// chooseBudget makes the policy's budget the method's, or the decorator's where the policy has none.
func (m *Method) chooseBudget() {
	m.budget = m.policy.Budget
	if m.budget == nil {
		m.budget = m.shared
	}
	m.extras = extrasOf(m.budget)
}

// mayHedge asks the budget for an attempt beside others.
func (m *Method) mayHedge() bool {
	if m.extras != nil && m.extras.hedge != nil {
		return m.extras.hedge.Hedge()
	}
	return m.budget.Retry()
}

// mayRetry asks the budget for another attempt after one that has failed with err; nil where its results were rejected.
func (m *Method) mayRetry(err error) bool {
	if m.extras != nil && m.extras.retry != nil {
		return m.extras.retry.RetryWith(orRejected(err))
	}
	return m.budget.Retry()
}

// grants asks the budget for another attempt after f, unless it has granted one that stands for this one, too: then it is told
// of the failure.
func (c *Call) grants(f *failure) bool {
	switch h := c.hedger(); {
	case c.m.budget == nil:
	case h != nil && h.isDue():
		c.m.tellBudgetFailed(f.err)
	case !c.m.mayRetry(f.err):
		return false
	default:
		c.noteRetry(f.err)
	}
	return true
}

// tellBudgetFailed tells the budget of an attempt that has failed with err and is not to be retried.
func (m *Method) tellBudgetFailed(err error) {
	if m.extras != nil && m.extras.failed != nil {
		m.extras.failed.FailedWith(orRejected(err))
		return
	}
	m.budget.Failed()
}

// hearsRetried reports whether the budget wants to know of a success which failure it has made up for.
func (m *Method) hearsRetried() bool { return m.extras != nil && m.extras.succeeded != nil }

// tellBudgetSucceeded tells the budget of an attempt that has succeeded.
func (c *Call) tellBudgetSucceeded() {
	if !c.m.hearsRetried() {
		c.m.budget.Succeeded()
		return
	}
	var after error
	if c.hasRare() {
		after = c.state.more.rare.retryOf
	}
	c.m.extras.succeeded.SucceededAfter(after)
}

// noteRetry notes that the next attempt to begin is the retry of one that has failed with err.
func (c *Call) noteRetry(err error) {
	switch h := c.hedger(); {
	case !c.m.hearsRetried():
	case h != nil:
		h.retryOf = orRejected(err)
	default:
		c.rare().retryOf = orRejected(err)
	}
}

// orRejected returns err, or what stands for the error of an attempt whose results were rejected.
func orRejected(err error) error {
	if err == nil {
		return ErrRejected
	}
	return err
}
