// Package model says what a call does under a policy, as section 3 of docs/rules.md says it: from a script of what the callee
// does it works out every attempt, event and question, without a clock, a goroutine or anything else of the engine's. It is
// slow and plain on purpose. Package golden/scripted compares the engine with it.
package model

import "time"

// A Duration is written as Go writes it.
type Duration time.Duration

// The units.
const (
	Microsecond = Duration(time.Microsecond)
	Millisecond = Duration(time.Millisecond)

	never = Duration(1<<63 - 1) // an instant that does not come
)

func (d Duration) String() string               { return time.Duration(d).String() }
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	*d = Duration(parsed)
	return err
}

// A Call is one call, and all that can have an influence on it.
type Call struct {
	Method     string   // one of Forms
	Policy     Policy   `json:",omitzero"`
	Caller     Caller   `json:",omitzero"`
	Observed   bool     `json:",omitzero"` // there is an observer, so that events count
	Counted    bool     `json:",omitzero"` // there are statistics
	Budget     Budget   `json:",omitzero"`
	Most       int      `json:",omitzero"` // attempts that the caller's context allows; 0 is without limit
	Random     Random   `json:",omitzero"` // what jitter draws
	Script     []Step   // for each attempt, in the order of their begins; those after them succeed at once
	Repeatable bool     `json:",omitzero"` // what it says where it is asked whether it may be carried out twice
	Key        string   `json:",omitzero"` // the idempotency key that its caller has set
	FallBack   string   `json:",omitzero"` // the error of the fallback
	Map        []string `json:",omitzero"` // what map_error maps: kinds of errors, or Stopped
	Once       bool     `json:",omitzero"` // under WithNestedOnce
}

// A Form is what is known of a method when it is generated.
type Form struct {
	NoContext bool // it has no context
	Keeps     bool // its result lives on
	Asks      bool // it has the questions retry_result, giveup, pause_from, before_retry and map_error, and a case of results
	Guarded   bool // it has a guard
	Hedges    bool // its attempts may run beside others
	Perhaps   bool // each call says whether it may be carried out twice
	Keyed     bool // each call has an idempotency key
	Consumes  bool // it has an argument that may be consumed
	Do        bool // it is a call of backoff.Do or backoff.Run, which have no observers
	Nothing   bool // it returns nothing but an error
	Discards  bool // late results are closed, though no others
	FallBack  bool
	Once      bool // it is not idempotent
	Abandons  bool // its attempts may be left behind
	Ends      bool // its end is told after a panic
	Measured  bool // somebody always knows when it began
}

// Forms are the methods, by their names in the package golden/scripted.
var Forms = map[string]Form{
	"Get":     {},
	"Limited": {Ends: true},
	"Load":    {NoContext: true},
	"Open":    {Keeps: true, Asks: true, Guarded: true, Ends: true, Measured: true},
	"Else":    {Keeps: true, Asks: true, Guarded: true, FallBack: true, Ends: true, Measured: true},
	"Book":    {Keeps: true, Asks: true, Guarded: true, Once: true, Ends: true, Measured: true},
	"Perhaps": {Keeps: true, Asks: true, Guarded: true, Perhaps: true, Ends: true, Measured: true},
	"Left":    {Keeps: true, Ends: true, Abandons: true, Hedges: true},
	"Hedged":  {Ends: true, Abandons: true, Hedges: true},
	"Many":    {Keeps: true, Asks: true, Guarded: true, Perhaps: true, Ends: true, Measured: true, Abandons: true, Hedges: true},
	"Keyed":   {Keyed: true},
	"Visit":   {Consumes: true},
	"Do":      {Do: true, Ends: true, Guarded: true, Abandons: true, Hedges: true, Discards: true},
	"Run":     {Do: true, Nothing: true, Ends: true, Abandons: true, Hedges: true},
}

// A Policy is a backoff.Policy.
type Policy struct {
	AttemptTimeout Duration `json:",omitzero"`
	Deadline       Duration `json:",omitzero"`
	RetryFor       Duration `json:",omitzero"`
	Pause          Duration `json:",omitzero"`
	Multiplier     float64  `json:",omitzero"`
	MaxPause       Duration `json:",omitzero"`
	Jitter         string   `json:",omitzero"`
	MaxHint        Duration `json:",omitzero"`
	MaxTries       int      `json:",omitzero"`
	Errors         []string `json:",omitzero"` // kinds of errors; "error" is all, "class busy" is a class, and "!busy" leaves out
	Giveup         string   `json:",omitzero"` // the kind of errors that giveup is true of
	PauseFrom      bool     `json:",omitzero"` // errors are asked for a pause
	Disabled       bool     `json:",omitzero"`
	Abandon        bool     `json:",omitzero"` // only of a Form that Abandons
	Hedge          Duration `json:",omitzero"` // only of a Form that Hedges
	Cases          []Case   `json:",omitzero"`
}

func (f Form) closesLate() bool { return f.Keeps || f.Discards }

// None is the value of a Case's field that is none.
const None = -1

// A Case is a backoff.Case. Only the first one of a policy may be one of results.
type Case struct {
	Errors     []string `json:",omitzero"`
	Results    bool     `json:",omitzero"`
	Pause      Duration `json:",omitzero"`
	Multiplier float64  `json:",omitzero"`
	MaxPause   Duration `json:",omitzero"`
	Jitter     string   `json:",omitzero"`
	MaxHint    Duration `json:",omitzero"`
	MaxTries   int      `json:",omitzero"`
}

// A Caller is what the caller's context does. That of a call further in is made of the context of the attempt that makes the call.
type Caller struct {
	Base     string   `json:",omitzero"` // of a call further in: Detached or Fresh, or as it is
	Cancels  Duration `json:",omitzero"` // it is cancelled then; 0 is never, and None before the call
	Cause    bool     `json:",omitzero"` // with a cause of its own
	Deadline Duration `json:",omitzero"` // it has this deadline; 0 is none
}

// What the context of a call further in may be made of.
const (
	Detached = "without cancel" // the attempt's by context.WithoutCancel
	Fresh    = "fresh"          // context.Background
)

// A Budget is what a budget answers.
type Budget struct {
	There   bool   `json:",omitzero"`
	Extras  bool   `json:",omitzero"` // it has the methods that a budget need not have
	Refuses []bool `json:",omitzero"` // for each question; it grants what comes after them
}

// A Random is a list of numbers, which are drawn in turn, again and again.
type Random []float64

// A Step is what one attempt does, and what is answered about it.
type Step struct {
	Takes    Duration `json:",omitzero"` // until it returns
	Err      string   `json:",omitzero"` // the kind of its error; none where it succeeds
	Hint     Duration `json:",omitzero"` // the pause that its error asks for
	Result   string   `json:",omitzero"` // of its result: Rejected or InCase, or both
	With     bool     `json:",omitzero"` // there is a result beside the error
	Panics   string   `json:",omitzero"` // "panic", or "goexit"
	Consumes bool     `json:",omitzero"` // it consumes the argument

	Calls  *Call  `json:",omitzero"` // another decorated method first, which does not look for how long Takes goes on after it
	Passes string `json:",omitzero"` // what becomes of that one's error: one of Passes

	Heeds   bool     `json:",omitzero"` // it looks at its context, and returns when that ends
	Looks   bool     `json:",omitzero"` // it looks at its context, and goes on all the same
	Lingers Duration `json:",omitzero"` // after its context has ended, before it returns
	Cut     string   `json:",omitzero"` // what it returns then: one of Cuts

	Guard      string   `json:",omitzero"` // the kind of error with which the guard refuses it
	GuardTakes Duration `json:",omitzero"` // how long the guard takes

	Giveup      bool     `json:",omitzero"` // the method's giveup
	GiveupTakes Duration `json:",omitzero"`
	Asks        Duration `json:",omitzero"` // what the method's pause_from says; 0 is nothing

	Prepares      string   `json:",omitzero"` // the kind of error of before_retry, when it is called after this attempt
	PreparesTakes Duration `json:",omitzero"`
}

// Passes are what an attempt can make of the error of a call further in: it returns that itself, wraps it, joins it with another
// one, marks it by backoff.Permanent, or goes on with its script as it does when there is none.
var Passes = []string{"", "wrapped", "joined", "marked", "own"}

// What results can be.
const (
	Rejected = "rejected"
	InCase   = "in case"
	Both     = "rejected, in case"
)

// Cuts are what an attempt can return whose context has ended: its Err, its cause, its Err wrapped, its Err joined with an
// error of the callee's, the error of the script, or what it would have returned.
var Cuts = []string{"err", "cause", "wrapped", "joined", "own"}

func add(a, b Duration) Duration {
	if a > never-b {
		return never
	}
	return a + b
}
