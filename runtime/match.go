package backoff

import (
	"errors"
	"fmt"
	"reflect"
)

// A Matcher decides whether an error is retried. [Is], [As], [MatchFunc] and [MatchClass] make one, and [Any] is one; [Except] makes
// one that leaves errors out of a list. It is immutable, and safe for concurrent use. The zero Matcher is invalid, and [Policy.Validate] says so.
type Matcher struct {
	match   func(error) bool
	target  error // of Is, whose test is made without a call when it can
	every   bool  // it is Any
	except  bool  // it leaves what it matches out of its list
	class   match // how it matches where it is of MatchClass or MatchUnknown; else unmatched
	pointer bool  // target is one, and may be compared with whatever error there is
	text    string
}

// isItself reports whether err is the very value that m was made of.
func (m *Matcher) isItself(err error) bool { return m.pointer && err == m.target }

func (m *Matcher) matches(err error) bool {
	if m.target != nil {
		return errors.Is(err, m.target)
	}
	return m.match(err)
}

// String returns the matcher as an annotation would have it, as far as that is known: the target's text in quotes, the type,
// or the function's name.
func (m Matcher) String() string {
	if m.match == nil && m.text == "" {
		return "Matcher{}"
	}
	return m.text
}

// Is returns the matcher of the errors that [errors.Is] matches with target. The matcher of a nil target is invalid.
func Is(target error) Matcher {
	if target == nil {
		return Matcher{text: "Is(nil)"}
	}
	return Matcher{
		target:  target,
		pointer: reflect.TypeOf(target).Kind() == reflect.Pointer,
		text:    fmt.Sprintf("%q", target),
		match:   func(err error) bool { return errors.Is(err, target) },
	}
}

// As returns the matcher of the errors that [errors.As] matches with a target of type T. T must be an interface or implement
// error; else the matcher is invalid.
func As[T any]() Matcher {
	t := reflect.TypeFor[T]()
	if t.Kind() != reflect.Interface && !t.Implements(reflect.TypeFor[error]()) {
		return Matcher{text: fmt.Sprintf("As[%v], which is not an interface and does not implement error", t)}
	}
	return Matcher{text: t.String(), match: asType[T]}
}

// Any is the matcher of every error, but for two that are not the callee's failures: that a context was cancelled while the
// caller's is alive, and that the budget of a call further inside refused a retry. It is never to be assigned to.
var Any = Matcher{text: "error", every: true, match: func(error) bool { return true }}

// MatchFunc returns the matcher of the errors for which f returns true; f may be called by many goroutines at once. The
// matcher of a nil f is invalid.
func MatchFunc(f func(error) bool) Matcher {
	if f == nil {
		return Matcher{text: "MatchFunc(nil)"}
	}
	return Matcher{text: funcName(f), match: f}
}

// Except returns the matcher that leaves out of its list what m matches, as !ErrGone at the end of an annotation's list does:
// {As[net.Error](), Except(Is(ErrGone))} is every net.Error but ErrGone. Such matchers come last in their list, after at least one
// that matches something. It is invalid where m is, and where m leaves out something itself.
func Except(m Matcher) Matcher {
	m.text = "!" + m.String()
	if m.except {
		m.match = nil
	}
	m.except = true
	return m
}

// MatchClass returns the matcher of the errors for which f returns true, as [MatchFunc] does, where f says what is known of the
// errors of a client: what an annotation with errors=@pgx names. Such knowledge is about the callee's own failures. So, as
// with [Any], it does not match that a context was cancelled while the caller's is alive, nor that the budget of a call
// further inside refused a retry, be it that f returns true of what these wrap. In a method that is annotated with
// idempotent=no, it says that nothing was done, also of an error that tells of a timeout as well. The matcher of a nil f is invalid.
func MatchClass(f func(error) bool) Matcher {
	return matchKnown(f, "MatchClass(nil)", matchedByClass)
}

// MatchUnknown is [MatchClass] for errors of a client that leave open whether the attempt was carried out: what @pgx.unknown names.
// In a method that must not be carried out twice, or in a call of which its annotation's expression says so, such an error ends the call.
func MatchUnknown(f func(error) bool) Matcher {
	return matchKnown(f, "MatchUnknown(nil)", matchedByUnknown)
}

// matchKnown returns the matcher of the errors of which f knows; none is the text of that of a nil f.
func matchKnown(f func(error) bool, none string, how match) Matcher {
	m := MatchFunc(f)
	if f == nil {
		m.text = none
	}
	m.class = how
	return m
}

// asType is errors.As with its target's value thrown away. errors.AsType does the same without an allocation, but only
// for types that implement error, and an interface here need not.
func asType[T any](err error) bool {
	for err != nil {
		if _, ok := err.(T); ok {
			return true
		}
		if x, ok := err.(interface{ As(any) bool }); ok {
			if x.As(new(T)) {
				return true
			}
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
		case interface{ Unwrap() []error }:
			for _, err := range x.Unwrap() {
				if asType[T](err) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}
