package plan

// A Lifetime says how long the context of an attempt that succeeds lives, and what of the results is to be closed.
type Lifetime struct {
	Result bool     // beyond the call, for a result that needs it
	Reason string   // why, for the method's comment: "its result has a method Close"
	Stream bool     // a result is received from: only opening it is retried
	Bodies []Member // fields of type io.ReadCloser in results; closing one of them ends the context
	Closed []Closed // what is closed when an attempt has returned it although it failed, and another one follows
}

// A Closed is a result with a method Close, or a field of one.
type Closed struct {
	Member
	Drained bool // it is the body of an *http.Response
}

// A Replay says what an attempt consumes, so that passing it to another one takes more than that.
type Replay struct {
	Consumed []Consumed
	Never    bool // do not even try to have it again
}

// A Consumed is an argument, or a field of one, that an attempt consumes.
type Consumed struct {
	Member
	Kind ConsumedKind
	Each bool // the parameter is variadic or a slice, and each element is meant
}

// A ConsumedKind says how an argument can be had again.
type ConsumedKind int

// The kinds of Consumed.
const (
	Seekable    ConsumedKind = iota // by rewinding it, if the value at hand turns out to be an io.Seeker
	Unrepeated                      // in no way: a channel or an iterator
	RequestBody                     // by an *http.Request's GetBody
	Called                          // in no way once it has been called: a function
)

// A Member is a parameter or a result, or a field of what it points to.
type Member struct {
	Index   int    // of the parameter or result
	Field   string // empty for the parameter or result itself
	Pointer bool   // the field is reached through a pointer, which may be nil
}
