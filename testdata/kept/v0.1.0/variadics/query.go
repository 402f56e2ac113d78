// Package variadics has variadic methods.
package variadics

import "context"

// Option changes a query.
type Option func(*int) error

// DB has variadic methods.
//
//backoff:retry 3
type DB interface {
	Query(ctx context.Context, sql string, args ...any) (rows []string, err error)
	Apply(opts ...Option) error
	All(context.Context, ...[]string) error
	Log(format string, args ...any)
	Contexts(all ...context.Context) error // no context: the last parameter is a list
}
