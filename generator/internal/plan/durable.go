package plan

import "go/types"

// A Durable is what is generated to carry the calls of an interface out on Temporal, beside a decorator that runs inside the activities.
type Durable struct {
	// Names of what is generated, all free in the package.
	Activities, NewActivities string // StoreActivities
	Caller, NewCaller         string // DurableStore
	Workflow, NewWorkflow     string // StoreWorkflow
	Errors                    string // the function that returns the errors which both sides know: durableStoreErrors

	Local bool // methods are not annotated, and callers carry them out themselves
	Known []KnownError
}

// A KnownError is an error that both sides of a durable call know by its name, so that the caller gets it back as it was. One of
// Object and Type is set.
type KnownError struct {
	Name   string       // example.com/store.ErrBusy
	Object types.Object // a variable or constant
	Type   types.Type   // of errors that have fields
}

// An Ending is what the policy of a durable method says about its end, which its caller carries out and no activity: a Method has it in
// place of its own MapError and Fallback.
type Ending struct {
	MapError *Question // nil when there is none
	Fallback *Fallback // nil when there is none
}

// Ending returns what the caller of a durable method carries out, and of any other nothing that is not its own.
func (m *Method) Ending() Ending {
	if m.Durable != nil {
		return *m.Durable
	}
	return Ending{}
}
