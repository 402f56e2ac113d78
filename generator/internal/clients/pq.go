package clients

import "slices"

// pqClient is PostgreSQL through lib/pq.
func pqClient() Client {
	module := Module{"github.com/lib/pq", "v1.12.3"}
	pq, driver := Package{"github.com/lib/pq", "pq"}, Package{"database/sql/driver", "driver"}
	states := sqlStates(pq.pointer("Error"), "Code")
	return Client{
		Name:    "pq",
		Also:    []string{"libpq"},
		Title:   "PostgreSQL through lib/pq",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(), []Rule{notDialed()}, postgresStates(states, module.at("error.go:39")), []Rule{{
			Class: Unknown, Match: Is{driver.all("ErrBadConn")},
			Words:   "the connection is bad",
			Promise: "lib/pq returns it for every FATAL answer and for io.EOF, also after the statement was written",
			Source:  module.at("error.go:292"), Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Retries: Fact{
			Text:   "Yes, through database/sql: a statement outside of a transaction is run up to three times on driver.ErrBadConn, which lib/pq returns also after it was written.",
			Source: module.at("error.go:292") + "; " + atGo("database/sql/sql.go:1574"), Proof: Read,
		},
		Repeats: true,
		Off:     Fact{Text: "There is no option; statements on a *sql.Conn or in a *sql.Tx are not repeated.", Source: atGo("database/sql/sql.go:1574"), Proof: Read},
		Hint:    Fact{Text: "None.", Source: module.at("error.go:39"), Proof: Read},
		Beware: []Fact{{
			Text:   "One INSERT was carried out three times when connections were cut while it ran, on PostgreSQL 15: no policy can mend what happens further inside. pgx has no such fault.",
			Source: module.at("error.go:292"), Proof: Run,
		}, {
			Text:   "The codes of FATAL answers are seen while a connection is made, and are lost after that.",
			Source: module.at("error.go:307, conn.go:292"), Proof: Read,
		}, {
			Text:   "Within a transaction nothing but the whole of it can be repeated. Annotate the method that runs it.",
			Source: "PostgreSQL manual, section 13.5", Proof: Read,
		}},
		Start: "//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@pq idempotent=no",
	}
}
