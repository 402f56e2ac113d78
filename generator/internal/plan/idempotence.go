package plan

// An Idempotence says whether a method may be carried out twice.
type Idempotence int

// What an annotation may say.
const (
	IdempotenceUnsaid Idempotence = iota // nothing: the method is retried as its policy says
	IdempotenceYes
	IdempotenceKey   // as yes, and each call has a key
	IdempotenceAsked // each call says so itself: the method's question Idempotent
	IdempotenceNo    // what may have been carried out is not done again
)

// IsTimeout reports whether a matcher names a timeout: one of the two errors that tell of a deadline.
func (m Matcher) IsTimeout() bool {
	if m.Kind != MatchIs || m.Object.Pkg() == nil || m.Object.Name() != "DeadlineExceeded" && m.Object.Name() != "ErrDeadlineExceeded" {
		return false
	}
	path := m.Object.Pkg().Path()
	return path == "context" || path == "os"
}

// RetriesNothing reports whether no attempt that fails is ever retried: the method must not be carried out twice, and nothing
// is named after which it has not been carried out.
func (m *Method) RetriesNothing() bool {
	if m.Idempotence != IdempotenceNo || m.RetryResult != nil {
		return false
	}
	for _, e := range m.Policy.Errors {
		if !e.Except && e.Kind != MatchAny && !e.IsTimeout() {
			return false
		}
	}
	return true
}
