package sql

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

// An unsentError is what pgconn's own errors of this kind are: they say so by a method.
type unsentError struct{ error }

func (unsentError) SafeToRetry() bool { return true }

func (e unsentError) Unwrap() error { return e.error }

// states are the SQLSTATE codes, by class.
func states() map[string][]string {
	return map[string][]string{
		"throttled": {"53300"},
		"transient": {"57P03", "55P03", "25006"},
		"conflict":  {"40001", "40P01"},
		"unknown":   {"57P01", "57P02", "57P05", "57014", "08000", "08001", "08003", "08004", "08006", "08007", "40003"},
		"":          {"23505", "42601", "25P02", "22001"},
	}
}

func TestPgx(t *testing.T) {
	cases := append(classcheck.Connection(),
		classcheck.In(unsentError{errors.New("closed before use")}, "unsent"),
		classcheck.In(unsentError{io.EOF}, "unsent", "unknown"), // what is named goes first
		classcheck.In(driver.ErrBadConn, "unsent"),
		classcheck.In(pgconn.ErrConnClosed, "unknown"),
		classcheck.In(connect(t, "host=127.0.0.1 port=1 connect_timeout=5 sslmode=disable"), "unsent"),
		classcheck.In(connect(t, "host=database.invalid port=1 connect_timeout=5 sslmode=disable")),
		classcheck.In(pgx.ErrNoRows),
		classcheck.In(&pgconn.PgError{Code: "28P01"}),
	)
	for class, codes := range states() {
		for _, code := range codes {
			c := classcheck.In(&pgconn.PgError{Code: code}, class)
			if class == "" {
				c.Classes = nil
			}
			cases = append(cases, c)
		}
	}
	classcheck.Test(t, pgxClasses(), cases...)
}

// connect returns the error of a connection that fails.
func connect(t *testing.T, config string) error {
	t.Helper()
	_, err := pgconn.Connect(t.Context(), config)
	if _, ok := errors.AsType[*pgconn.ConnectError](err); !ok {
		t.Fatalf("connecting gives %T %v", err, err)
	}
	return err
}

// A wrong password comes in a ConnectError; it cannot be made here without a server, but for its type.
func TestPgxRefusedForGood(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go answerStartup(listener, "28P01")
	err = connect(t, "sslmode=disable user=u connect_timeout=5 host=127.0.0.1 port="+port(listener))
	if isPgxUnsent(err) || isPgx(err) {
		t.Errorf("%v is unsent", err)
	}
	go answerStartup(listener, "57P03")
	err = connect(t, "sslmode=disable user=u connect_timeout=5 host=127.0.0.1 port="+port(listener))
	if !isPgxUnsent(err) || !isPgxTransient(err) {
		t.Errorf("%v is not unsent and transient", err)
	}
}

// A server that does not answer is a timeout, which pgconn knows by a type of its own.
func TestPgxTimeout(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err = pgconn.Connect(ctx, "sslmode=disable user=u host=127.0.0.1 port="+port(listener))
	if !pgconn.Timeout(err) || !isPgxUnknown(err) || !isPgxUnsent(err) {
		t.Errorf("%v is not a timeout of connecting", err)
	}
}

// port is the one that a listener has.
func port(l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// answerStartup takes one connection, and answers its first message with an error of PostgreSQL's.
func answerStartup(l net.Listener, code string) {
	conn, err := l.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	if _, err := conn.Read(make([]byte, 1024)); err != nil {
		return
	}
	fields := "SFATAL\x00VFATAL\x00C" + code + "\x00Mno\x00\x00"
	_, _ = conn.Write(append([]byte{'E', 0, 0, 0, byte(len(fields) + 4)}, fields...))
}

func TestPq(t *testing.T) {
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(driver.ErrBadConn, "unknown"),
	)
	for class, codes := range states() {
		for _, code := range codes {
			c := classcheck.In(&pq.Error{Code: pqerror.Code(code)}, class)
			if class == "" {
				c.Classes = nil
			}
			cases = append(cases, c)
		}
	}
	classcheck.Test(t, pqClasses(), cases...)
}

func TestMysql(t *testing.T) {
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(driver.ErrBadConn, "unsent"),
		classcheck.In(mysql.ErrInvalidConn, "unknown"),
		classcheck.In(mysql.ErrMalformPkt),
	)
	for number, classes := range numbers() {
		cases = append(cases, classcheck.In(&mysql.MySQLError{Number: number}, classes...))
	}
	cases = append(cases, classcheck.In(&mysql.MySQLError{Number: 1062}), classcheck.In(&mysql.MySQLError{Number: 1064}))
	classcheck.Test(t, mysqlClasses(), cases...)
}
