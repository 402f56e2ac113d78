package model

func (r *run) budget(format string, args ...any) {
	if r.call.Budget.There {
		r.trace.Add("budget", r.now, format, args...)
	}
}

// grants asks the budget.
func (r *run) grants(f *failure) bool {
	switch {
	case r.isDue():
		r.tellBudgetFailed(f)
		return true
	case !r.call.Budget.There:
		r.retryOf = r.failed
		return true
	}
	if r.call.Budget.Extras {
		r.budget("retry with %v?", r.failed)
	} else {
		r.budget("retry?")
	}
	granted := r.granting()
	if granted {
		r.retryOf = r.failed
	}
	return granted
}

// isDue reports whether an attempt is due that follows one that has failed.
func (r *run) isDue() bool { return r.granted && r.due != never }

// granting is what the budget answers next.
func (r *run) granting() bool {
	r.asked++
	refuses := r.call.Budget.Refuses
	return r.asked > len(refuses) || !refuses[r.asked-1]
}

// budgetHedges asks the budget for a hedge.
func (r *run) budgetHedges() bool {
	if !r.call.Budget.There {
		return true
	}
	if r.call.Budget.Extras {
		r.budget("hedge?")
	} else {
		r.budget("retry?")
	}
	return r.granting()
}

func (r *run) tellBudgetFailed(f *failure) {
	if !r.call.Budget.Extras {
		r.budget("failed")
		return
	}
	failed := f.err
	if failed == nil {
		failed = leaf("ErrRejected")
	}
	r.budget("failed with %v", failed)
}
