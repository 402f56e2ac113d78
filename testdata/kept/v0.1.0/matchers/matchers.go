// Package matchers has errors and giveup of every kind, named in every way that Go knows.
package matchers

import (
	"context"
	"errors"
	//lint:ignore ST1001 a dot import is one of the ways to name an error
	. "io"
	stdfs "io/fs"
	"net"
)

//backoff:import "os/exec"
//backoff:import sys "syscall"

// ErrOwn is a variable of this package.
var ErrOwn = errors.New("own")

// ByValue implements error, and so does a pointer to it.
type ByValue struct{ Code int }

func (ByValue) Error() string { return "by value" }

// Temporary is an interface that is not an error.
type Temporary interface{ Temporary() bool }

func isOwn(err error) bool { return err.Error() == "asked" }

// giveup is a variable, read when the decorator is made.
var giveup = func(err error) bool { return errors.Is(err, ErrOwn) }

// Matchers is named after what its methods' annotations have in them.
type Matchers interface {
	//backoff:policy max_tries=2 errors=ErrOwn,stdfs.ErrNotExist,EOF,os.ErrClosed,sys.ECONNRESET
	Values(ctx context.Context) error

	//backoff:policy max_tries=2 errors=ByValue,*net.OpError,net.Error,Temporary,*exec.Error
	Types(ctx context.Context) error

	//backoff:policy max_tries=2 errors=isOwn,stdfs.ErrExist
	Function(ctx context.Context) error

	//backoff:policy max_tries=2 errors=ErrOwn,net.Error,Temporary,!*net.OpError,!sys.ECONNRESET,!isOwn
	LeftOut(ctx context.Context) error

	//backoff:policy max_tries=2 errors=error giveup=giveup
	Variable(ctx context.Context) error

	// Expression has the parameters that its own giveup could be captured by.
	//
	//backoff:policy max_tries=2 errors=error giveup="err == EOF || errors.Is(err, stdfs.ErrClosed) || sys.Errno(32) == err || (ByValue{Code: 7}) == err"
	Expression(ctx context.Context, errors, stdfs, sys, EOF string) error

	//backoff:policy max_tries=2 errors=error giveup=`func(sys string) bool { return sys == err.Error() }("literal")`
	Literal(ctx context.Context) error
}

// What only annotations name has to be used in code too, or Go refuses the import.
var (
	_ Reader
	_ net.Error
	_ stdfs.File
)
