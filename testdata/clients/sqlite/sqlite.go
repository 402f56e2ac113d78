// Code generated from the table of clients' errors. DO NOT EDIT.

package sqlite

import (
	"errors"
	"modernc.org/sqlite"
)

// sqliteClasses are the predicates of @sqlite.
func sqliteClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"transient":                          isSqliteTransient,
		"conflict":                           isSqliteConflict,
		"unsent,throttled,transient":         isSqlite,
		"unsent,throttled,transient,unknown": isSqliteIdempotent,
	}
}

// isSqliteTransient reports whether err is transient as @sqlite has it, for SQLite through modernc.org/sqlite:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isSqliteTransient(err error) bool {
	// conflict: a transaction that began to read before another one wrote (SQLite, result and error codes; error.go:21@v1.62.0)
	if e, ok := errors.AsType[*sqlite.Error](err); ok && e.Code() == 517 {
		return false
	}
	// transient: another connection has the lock (SQLite, result and error codes; error.go:21@v1.62.0)
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case 5, // SQLITE_BUSY
			6: // SQLITE_LOCKED
			return true
		}
	}
	return false
}

// isSqliteConflict reports whether err is conflict as @sqlite has it, for SQLite through modernc.org/sqlite:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isSqliteConflict(err error) bool {
	// conflict: a transaction that began to read before another one wrote (SQLite, result and error codes; error.go:21@v1.62.0)
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code() == 517
}

// isSqlite reports whether err is unsent, throttled or transient as @sqlite has it, for SQLite through modernc.org/sqlite:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isSqlite(err error) bool {
	// conflict: a transaction that began to read before another one wrote (SQLite, result and error codes; error.go:21@v1.62.0)
	if e, ok := errors.AsType[*sqlite.Error](err); ok && e.Code() == 517 {
		return false
	}
	// transient: another connection has the lock (SQLite, result and error codes; error.go:21@v1.62.0)
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case 5, // SQLITE_BUSY
			6: // SQLITE_LOCKED
			return true
		}
	}
	return false
}

// isSqliteIdempotent reports whether err is unsent, throttled, transient or unknown as @sqlite has it, for SQLite through modernc.org/sqlite:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isSqliteIdempotent(err error) bool {
	// conflict: a transaction that began to read before another one wrote (SQLite, result and error codes; error.go:21@v1.62.0)
	if e, ok := errors.AsType[*sqlite.Error](err); ok && e.Code() == 517 {
		return false
	}
	// transient: another connection has the lock (SQLite, result and error codes; error.go:21@v1.62.0)
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case 5, // SQLITE_BUSY
			6: // SQLITE_LOCKED
			return true
		}
	}
	return false
}
