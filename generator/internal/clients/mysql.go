package clients

import "slices"

// mysqlClient is MySQL or MariaDB through go-sql-driver.
func mysqlClient() Client {
	module := Module{"github.com/go-sql-driver/mysql", "v1.10.1"}
	mysql, driver := Package{"github.com/go-sql-driver/mysql", "mysql"}, Package{"database/sql/driver", "driver"}
	numbers := func(pairs ...string) Match {
		return As{Type: mysql.pointer("MySQLError"), Where: []Condition{{Field: "Number", In: literals(pairs...)}}}
	}
	const manual = "MySQL error message reference, server errors"
	return Client{
		Name:    "mysql",
		Also:    []string{"mariadb", "gosqldriver"},
		Title:   "MySQL and MariaDB through go-sql-driver",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(), []Rule{notDialed(), {
			Class: Unsent, Match: Is{driver.all("ErrBadConn")},
			Words:   "the connection was bad before anything was written, or rejectReadOnly refused the server",
			Promise: "the driver counts what it writes, and returns driver.ErrBadConn only for no bytes; a statement that is refused as read-only did nothing",
			Source:  module.at("connection.go:131, packets.go:601"), Proof: Run,
		}, {
			Class:   Throttled,
			Match:   numbers("1040", "ER_CON_COUNT_ERROR", "1203", "ER_TOO_MANY_USER_CONNECTIONS", "1226", "ER_USER_LIMIT_REACHED"),
			Words:   "too many connections, or a limit of the user's",
			Promise: "the server refuses the connection, or the statement before it is carried out",
			Source:  manual, Proof: Run,
		}, {
			Class:   Transient,
			Match:   numbers("1290", "ER_OPTION_PREVENTS_STATEMENT", "1792", "ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION", "1836", "ER_READ_ONLY_MODE"),
			Words:   "a server that is read-only since it is not the primary one any more",
			Promise: "the server refuses the statement before it is carried out",
			Source:  module.at("packets.go:598") + "; " + manual, Proof: Run,
		}, {
			Class: Conflict,
			Match: numbers("1213", "ER_LOCK_DEADLOCK", "1205", "ER_LOCK_WAIT_TIMEOUT", "1020", "ER_CHECKREAD, of MariaDB's snapshot isolation",
				"3101", "ER_TRANSACTION_ROLLBACK_DURING_COMMIT"),
			Words:   "a deadlock, a lock that was waited for too long, or a transaction that another one came before",
			Promise: "the transaction was rolled back; after 1205 the statement alone was, and the rest is to be rolled back with the transaction",
			Source:  manual + "; MariaDB error codes", Proof: Run,
		}, {
			Class: Unknown,
			Match: numbers("1053", "ER_SERVER_SHUTDOWN", "1317", "ER_QUERY_INTERRUPTED", "3024", "ER_QUERY_TIMEOUT", "1969", "ER_STATEMENT_TIMEOUT, of MariaDB",
				"1927", "ER_CONNECTION_KILLED, of MariaDB"),
			Words:   "shut down, killed or cut off while it ran",
			Promise: "tables without transactions keep what was done until then",
			Source:  manual + "; MariaDB error codes", Proof: Run,
		}, {
			Class: Unknown, Match: Is{mysql.all("ErrInvalidConn")},
			Words:   "the connection ended",
			Promise: "the driver says so after the statement was written, and tells no cause",
			Source:  module.at("packets.go:59, packets.go:88"), Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Retries: Fact{
			Text:   "Not after a byte was written. Through database/sql a statement is run up to three times on driver.ErrBadConn.",
			Source: module.at("connection.go:131") + "; " + atGo("database/sql/sql.go:1574"), Proof: Read,
		},
		Off:  Fact{Text: "There is no option, and no need of one.", Source: module.at("connection.go:131"), Proof: Read},
		Hint: Fact{Text: "None.", Source: module.at("errors.go:64"), Proof: Read},
		Beware: []Fact{{
			Text:   "A server that was killed, one that restarts and one that is slow are all mysql.ErrInvalidConn, without a cause: what must not be done twice cannot be repeated then.",
			Source: module.at("packets.go:59"), Proof: Run,
		}, {
			Text:   "1290 is also what other options than --read-only say, which last: nothing was done, but the tries are for nothing.",
			Source: manual, Proof: Read,
		}, {
			Text:   "A conflict is about the whole transaction. Annotate the method that runs it.",
			Source: "MySQL manual, InnoDB error handling", Proof: Read,
		}},
		Tried: tried("mariadb",
			"MariaDB 10.11: 1213, 1205, 1020 where the server has it, 1290 with and without rejectReadOnly, 1792, 1969, 1226, 1040, users that are not there; statements and sessions that were killed while they ran, were idle or in a transaction; servers that were shut down and killed, and restarts. 10,000 inserts through database/sql while connections broke."),
		Start: "//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@mysql idempotent=no",
	}
}
