package standard

import (
	"context"
	"database/sql/driver"
)

// Connector is given to sql.OpenDB, so that a program's connections are opened with patience. A connection is used after
// the call, which its limits must not end.
//
//backoff:policy attempt_timeout=1s deadline=3s pause=5ms max_tries=3 errors=driver.ErrBadConn,net.Error
type Connector interface {
	driver.Connector
}

// Conn is a driver's connection with what it may do beyond the least. driver.ErrSkip is an answer and no failure.
//
//backoff:policy pause=5ms max_tries=3 errors=error giveup="err == driver.ErrSkip || err == driver.ErrBadConn"
type Conn interface {
	//backoff:off
	driver.Conn

	driver.QueryerContext
	driver.ConnPrepareContext
	driver.Validator

	//backoff:off
	driver.NamedValueChecker

	//backoff:policy 200ms 1s 5ms net.Error max_tries=3
	driver.Pinger

	//backoff:policy 200ms 1s 5ms net.Error max_tries=3
	ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error)
}

// QueryerContext is the driver's under an alias.
//
//backoff:retry none errors=driver.ErrBadConn
type QueryerContext = driver.QueryerContext
