package clients

import "slices"

// pgxClient is PostgreSQL through pgx.
func pgxClient() Client {
	module := Module{"github.com/jackc/pgx/v5", "v5.13.0"}
	pgconn, driver := Package{"github.com/jackc/pgx/v5/pgconn", "pgconn"}, Package{"database/sql/driver", "driver"}
	states := sqlStates(pgconn.pointer("PgError"), "Code")
	return Client{
		Name:    "pgx",
		Also:    []string{"postgres", "postgresql", "pgconn", "pgxpool"},
		Title:   "PostgreSQL through pgx",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(), []Rule{postgresRefused(states, module.at("pgconn/pgconn.go:290")), {
			Class: Unsent, Match: pgconn.call("SafeToRetry"),
			Words:   "pgx says that nothing was sent",
			Promise: "pgx counts what it writes; before v5.13.0 a connection that was found closed while an answer was read counted too",
			Source:  module.at("pgconn/errors.go:13"), Proof: Run, Since: "v5.13.0",
		}, {
			Class: Unsent, Match: As{Type: pgconn.pointer("ConnectError")},
			Words:   "no connection could be made",
			Promise: "statements are sent on a connection that is made",
			Source:  module.at("pgconn/pgconn.go:171"), Proof: Run,
		}, {
			Class: Unsent, Match: Is{driver.all("ErrBadConn")},
			Words:   "the same through database/sql and pgx/stdlib",
			Promise: "pgx/stdlib returns it where pgconn.SafeToRetry is true, or the connection was closed before",
			Source:  module.at("stdlib/sql.go:512"), Proof: Run, Since: "v5.13.0",
		}}, postgresStates(states, module.at("pgconn/errors.go:31")), connectionLost(), []Rule{{
			Class: Unknown, Match: Is{pgconn.all("ErrConnClosed")},
			Words:   "the connection was found closed",
			Promise: "also while an answer was read, after the server has ended; where nothing was sent pgx says that, too",
			Source:  module.at("pgconn/errors.go:109, pgconn/pgconn.go:722"), Proof: Run,
		}, {
			Class: Unknown, Match: pgconn.call("Timeout"),
			Words:   "it took too long",
			Promise: "the statement was sent, and the server may have carried it out",
			Source:  module.at("pgconn/errors.go:23"), Proof: Run,
		}, timedOut()}),
		Retries: Fact{
			Text:   "No; a pool pings a connection that has been idle before it lends it. Through database/sql a statement is run up to three times where pgx says that nothing was sent.",
			Source: module.at("pgxpool/pool.go:91, stdlib/sql.go:512") + "; " + atGo("database/sql/sql.go:1574"), Proof: Read,
		},
		Off:  Fact{Text: "There is nothing to switch off.", Source: module.at("pgconn/pgconn.go:1330"), Proof: Read},
		Hint: Fact{Text: "None.", Source: module.at("pgconn/errors.go:31"), Proof: Read},
		Beware: []Fact{{
			Text: "Before v5.13.0 an error of a connection that broke while an answer was read was said to be safe to retry: on PostgreSQL 15, database/sql with " +
				"pgx/stdlib v5.12.0 carried one INSERT out three times. Where such a version is used, the lines that rest on it are left out.",
			Source: module.at("CHANGELOG.md:37, pgconn/pgconn.go:722"), Proof: Run,
		}, {
			Text:   "Within a transaction nothing but the whole of it can be repeated: after any error its statements fail with 25P02. Annotate the method that runs the transaction.",
			Source: "PostgreSQL manual, section 13.5", Proof: Run,
		}, {
			Text:   "A batch, or several statements in one text, counts as one: SafeToRetry is about the first byte.",
			Source: module.at("pgconn/errors.go:12"), Proof: Read,
		}},
		Tried: tried("postgres",
			"PostgreSQL 15: 40001, 40P01, 25P02, 55P03, 25006, 57014, 53300, 57P03, roles and databases that are not there; sessions that were terminated while they were idle, ran, were in a transaction, or had committed; fast and immediate stops and restarts. 10,000 inserts each through pgxpool and database/sql while connections broke."),
		Start: "//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@pgx idempotent=no",
	}
}
