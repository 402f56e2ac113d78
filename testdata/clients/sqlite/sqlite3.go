// Code generated from the table of clients' errors. DO NOT EDIT.

package sqlite

import (
	"errors"
	sqlite3 "github.com/mattn/go-sqlite3"
)

// sqlite3Classes are the predicates of @sqlite3.
func sqlite3Classes() map[string]func(error) bool {
	return map[string]func(error) bool{
		"transient":                          isSqlite3Transient,
		"conflict":                           isSqlite3Conflict,
		"unsent,throttled,transient":         isSqlite3,
		"unsent,throttled,transient,unknown": isSqlite3Idempotent,
	}
}

// isSqlite3Transient reports whether err is transient as @sqlite3 has it, for SQLite through mattn/go-sqlite3:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isSqlite3Transient(err error) bool {
	// conflict: a transaction that began to read before another one wrote (SQLite, result and error codes; error.go:28@v1.14.53)
	if e, ok := errors.AsType[sqlite3.Error](err); ok && e.ExtendedCode == 517 {
		return false
	}
	// transient: another connection has the lock (SQLite, result and error codes; error.go:28@v1.14.53)
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		switch e.Code {
		case 5, // SQLITE_BUSY
			6: // SQLITE_LOCKED
			return true
		}
	}
	return false
}

// isSqlite3Conflict reports whether err is conflict as @sqlite3 has it, for SQLite through mattn/go-sqlite3:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isSqlite3Conflict(err error) bool {
	// conflict: a transaction that began to read before another one wrote (SQLite, result and error codes; error.go:28@v1.14.53)
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && e.ExtendedCode == 517
}

// isSqlite3 reports whether err is unsent, throttled or transient as @sqlite3 has it, for SQLite through mattn/go-sqlite3:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isSqlite3(err error) bool {
	// conflict: a transaction that began to read before another one wrote (SQLite, result and error codes; error.go:28@v1.14.53)
	if e, ok := errors.AsType[sqlite3.Error](err); ok && e.ExtendedCode == 517 {
		return false
	}
	// transient: another connection has the lock (SQLite, result and error codes; error.go:28@v1.14.53)
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		switch e.Code {
		case 5, // SQLITE_BUSY
			6: // SQLITE_LOCKED
			return true
		}
	}
	return false
}

// isSqlite3Idempotent reports whether err is unsent, throttled, transient or unknown as @sqlite3 has it, for SQLite through mattn/go-sqlite3:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isSqlite3Idempotent(err error) bool {
	// conflict: a transaction that began to read before another one wrote (SQLite, result and error codes; error.go:28@v1.14.53)
	if e, ok := errors.AsType[sqlite3.Error](err); ok && e.ExtendedCode == 517 {
		return false
	}
	// transient: another connection has the lock (SQLite, result and error codes; error.go:28@v1.14.53)
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		switch e.Code {
		case 5, // SQLITE_BUSY
			6: // SQLITE_LOCKED
			return true
		}
	}
	return false
}
