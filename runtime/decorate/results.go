package decorate

import backoff "github.com/backoffgen/backoffgen/runtime"

// For returns a decorator of the interface of that name with the same options: for what a method of d's interface returns.
func (d Decorator) For(iface string) Decorator {
	d.iface = iface
	return d
}

// Options returns the options that d was given, for a constructor that decorates what a method returns.
func (d Decorator) Options() []backoff.Option { return d.given }

// Anew returns a decorator that collects what is wrong with the policies of its methods, in place of a panic. See
// [Decorator.Errors].
func (d Decorator) Anew() Decorator {
	d.errs = new([]error)
	return d
}

// Errors returns what was wrong with the policies of the methods of a decorator that [Decorator.Anew] has returned, and of those
// that were made of it.
func (d Decorator) Errors() []error { return *d.errs }

// Slice returns a copy of a slice whose elements are what f returns for those of s. Nil stays nil.
func Slice[S ~[]E, E any](s S, f func(E) E) S {
	if s == nil {
		return nil
	}
	out := make(S, len(s))
	for i, each := range s {
		out[i] = f(each)
	}
	return out
}

// Map returns a copy of a map whose elements are what f returns for those of m. Nil stays nil.
func Map[M ~map[K]E, K comparable, E any](m M, f func(E) E) M {
	if m == nil {
		return nil
	}
	out := make(M, len(m))
	for key, each := range m {
		out[key] = f(each)
	}
	return out
}
