package rules

// Plain has neither limits nor a pause.
//
//backoff:policy max_tries=4 errors=ErrBusy
type Plain interface{ Calls }

// Paused has a pause and no limits.
//
//backoff:policy pause=300ms max_tries=4 errors=ErrBusy
type Paused interface{ Calls }

// Timed limits only the attempt.
//
//backoff:policy attempt_timeout=100ms pause=10ms max_tries=3 errors=ErrBusy
type Timed interface{ Calls }

// Bounded limits only the call. Nothing limits its number of tries.
//
//backoff:policy deadline=1s errors=ErrBusy
type Bounded interface{ Calls }

// Tied has two limits that pass at once in the first attempt.
//
//backoff:policy attempt_timeout=100ms deadline=100ms errors=ErrBusy
type Tied interface{ Calls }

// Both has two limits, of which the deadline is the nearer one from the second attempt on.
//
//backoff:policy attempt_timeout=100ms deadline=150ms pause=10ms errors=ErrBusy
type Both interface{ Calls }

// Exact has a pause that, after two attempts that take no time, would end at the deadline.
//
//backoff:policy deadline=1s pause=500ms errors=ErrBusy
type Exact interface{ Calls }

// Ordered has an answer to each question that is asked after a failed attempt.
//
//backoff:policy deadline=100ms pause=40ms max_tries=2 errors=mayRetry giveup=isFinal
type Ordered interface{ Calls }

// Patient is the seed's five rules at once.
//
//backoff:policy attempt_timeout=100ms deadline=1s pause=50ms max_tries=5 errors=ErrBusy,mayRetry giveup=isFinal
type Patient interface{ Calls }

// Slow takes hours.
//
//backoff:policy attempt_timeout=1h deadline=24h pause=3h errors=ErrBusy
type Slow interface{ Calls }
