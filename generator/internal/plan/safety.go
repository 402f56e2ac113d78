package plan

// A Lifetime says how long the context of a successful attempt lives, and which results have to be closed when they are
// discarded.
type Lifetime struct {
	Result bool     // it lives on after the call, since a result needs it
	Reason string   // why, for the method's comment: "its result has a method Close"
	Stream bool     // a result is received from: only opening it is retried
	Bodies []Member // fields of type io.ReadCloser in results; closing one of them ends the context
	Closed []Closed // what is closed when an attempt has failed, returned it all the same, and is retried
}

// A Closed is a result with a method Close, or a field of one.
type Closed struct {
	Member
	Drained bool // it is the body of an *http.Response
}

// A Replay says what an attempt consumes: it cannot simply be passed to the next attempt.
type Replay struct {
	Consumed []Consumed
	Never    bool // do not try to pass it again
}

// A Consumed is an argument, or a field of one, that an attempt consumes.
type Consumed struct {
	Member
	Kind ConsumedKind
	Each bool // the parameter is variadic or a slice, and each element is consumed
}

// A ConsumedKind says how an argument can be passed again.
type ConsumedKind int

// The kinds of Consumed.
const (
	ConsumedSeekable     ConsumedKind = iota // by rewinding it, if the value is an io.Seeker
	ConsumedUnrepeatable                     // not at all: a channel or an iterator
	ConsumedRequestBody                      // by an *http.Request's GetBody
	ConsumedWhenCalled                       // in no way once it has been called: a function
)

// A Member is a parameter or a result, or a field of what it points to.
type Member struct {
	Index   int    // of the parameter or result
	Field   string // empty for the parameter or result itself
	Pointer bool   // the field is reached through a pointer, which may be nil
}
