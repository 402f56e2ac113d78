package temporalbackoff

import "context"

// Mapped returns the error that takes the place of err: mapped, unless that is nil. It is for generated code, as the policy's map_error
// is carried out by the caller.
func Mapped(err, mapped error) error {
	if mapped == nil {
		return err
	}
	return mapped
}

// FallsBack reports whether a fallback makes up for a call that has failed: it does not where nobody waits any more. It is for generated
// code.
func FallsBack(ctx context.Context) bool { return ctx == nil || ctx.Err() == nil }
