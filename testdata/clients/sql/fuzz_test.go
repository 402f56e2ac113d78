package sql

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

// FuzzClients asks the predicates about trees of errors that are made at random, with codes of all kinds.
func FuzzClients(f *testing.F) {
	listed := map[string][]string{}
	for class, codes := range states() {
		for _, code := range codes {
			if listed[code] = nil; class != "" {
				listed[code] = []string{class}
			}
		}
	}
	state := classcheck.Codes(listed, func(code uint16) string { return fmt.Sprintf("%05d", code) })
	number := classcheck.Codes(numbers(), func(code uint16) uint16 { return code })
	known := classcheck.Connection()
	classcheck.FuzzClients(f,
		classcheck.Client{
			Predicates: pgxClasses(),
			Known: append(known[:len(known):len(known)], classcheck.In(unsentError{errors.New("closed before use")}, "unsent"), classcheck.In(unsentError{io.EOF}, "unsent", "unknown"),
				classcheck.In(driver.ErrBadConn, "unsent"), classcheck.In(pgconn.ErrConnClosed, "unknown")),
			Coded: func(code uint16) []classcheck.Case {
				text, classes := state(code)
				return []classcheck.Case{classcheck.In(&pgconn.PgError{Code: text}, classes...), classcheck.In(&pgconn.PgError{Message: text, Code: "XX000"})}
			},
		},
		classcheck.Client{
			Predicates: pqClasses(),
			Known:      append(known[:len(known):len(known)], classcheck.In(classcheck.Refused(), "unsent"), classcheck.In(driver.ErrBadConn, "unknown")),
			Coded: func(code uint16) []classcheck.Case {
				text, classes := state(code)
				return []classcheck.Case{classcheck.In(&pq.Error{Code: pqerror.Code(text)}, classes...), classcheck.In(&pq.Error{Message: text})}
			},
		},
		classcheck.Client{
			Predicates: mysqlClasses(),
			Known:      append(known[:len(known):len(known)], classcheck.In(classcheck.Refused(), "unsent"), classcheck.In(driver.ErrBadConn, "unsent"), classcheck.In(mysql.ErrInvalidConn, "unknown")),
			Coded: func(code uint16) []classcheck.Case {
				number, classes := number(code)
				return []classcheck.Case{classcheck.In(&mysql.MySQLError{Number: number}, classes...), classcheck.In(&mysql.MySQLError{Message: fmt.Sprint(number)})}
			},
		},
	)
}

// numbers are the classes of MySQL's errors, by number.
func numbers() map[uint16][]string {
	classes := map[uint16][]string{}
	for class, list := range map[string][]uint16{
		"throttled": {1040, 1203, 1226},
		"transient": {1290, 1792, 1836},
		"conflict":  {1213, 1205, 1020, 3101},
		"unknown":   {1053, 1317, 3024, 1969, 1927},
	} {
		for _, number := range list {
			classes[number] = append(classes[number], class)
		}
	}
	return classes
}
