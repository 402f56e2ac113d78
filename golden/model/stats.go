package model

import "fmt"

// Stats are a backoff.MethodStats, and the reason for which the call ended.
type Stats struct {
	Attempts, Done, Errors, Cancels int64
	SumTime                         Duration
	Calls, Failed, Retries, Hedges  int64
	Saved                           int64
	Reasons                         string
}

func (s Stats) String() string {
	return fmt.Sprintf("attempts %d, done %d, errors %d, cancels %d, time %v, calls %d, failed %d, retries %d, hedges %d, saved %d, %s",
		s.Attempts, s.Done, s.Errors, s.Cancels, s.SumTime, s.Calls, s.Failed, s.Retries, s.Hedges, s.Saved, s.Reasons)
}
