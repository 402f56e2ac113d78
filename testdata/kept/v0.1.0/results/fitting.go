package results

import "context"

type doner interface{ IsDone() bool }

// IsDone reports whether the job is done.
func (j *Job) IsDone() bool { return j != nil && j.Done }

func unfinished(d doner) bool { return !d.IsDone() }

func isNothing[T comparable](v T) bool {
	var nothing T
	return v == nothing
}

func eitherNil(a, b any) bool { return a == nil || b == nil }

func isBusy(v any) bool { return v == any(ErrBusy) }

// Fitting has predicates that are not of the very types that are asked for, but can be called so.
type Fitting interface {
	//backoff:retry 3 retry_result=unfinished
	Wait(ctx context.Context) (*Job, error)

	//backoff:retry 3 retry_result=isNothing
	Name(ctx context.Context) (string, error)

	//backoff:retry 3 retry_result=eitherNil
	Pair(ctx context.Context) (a, b any, err error)

	//backoff:policy max_tries=3 errors=isBusy giveup=isNothing
	Ping(ctx context.Context) error
}
