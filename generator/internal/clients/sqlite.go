package clients

// sqliteClient is SQLite through modernc.org/sqlite.
func sqliteClient() Client {
	module := Module{"modernc.org/sqlite", "v1.62.0"}
	typ := Package{"modernc.org/sqlite", "sqlite"}.pointer("Error")
	return Client{
		Name:    "sqlite",
		Also:    []string{"modernc"},
		Title:   "SQLite through modernc.org/sqlite",
		Modules: []Module{module},
		Rules: sqliteRules(module.at("error.go:21"),
			As{Type: typ, Where: []Condition{{Field: "Code()", In: literals("517", "SQLITE_BUSY_SNAPSHOT")}}},
			As{Type: typ, Where: []Condition{{Field: "Code()", Mask: "0xff", In: sqliteBusy()}}}),
		Empty:   sqliteEmpty(),
		Retries: Fact{Text: "It waits for locks as long as the pragma busy_timeout says, and not at all without one.", Source: module.at("driver.go:122"), Proof: Read},
		Off:     Fact{Text: "_busy_timeout=0 in the data source name.", Source: module.at("driver.go:131"), Proof: Read},
		Hint:    Fact{Text: "None.", Source: module.at("error.go:12"), Proof: Read},
		Beware:  sqliteBeware(),
		Tried: tried("sqlite",
			"Two connections to one file: SQLITE_BUSY of statements and BEGIN, SQLITE_BUSY_SNAPSHOT, SQLITE_LOCKED. 10,000 inserts by eight writers without a busy timeout."),
		Start: "//backoff:policy deadline=5s pause=5ms multiplier=2 max_pause=200ms jitter=full max_tries=10 errors=@sqlite",
	}
}

// sqlite3Client is SQLite through mattn/go-sqlite3.
func sqlite3Client() Client {
	module := Module{"github.com/mattn/go-sqlite3", "v1.14.53"}
	typ := Type{Name: Package{"github.com/mattn/go-sqlite3", "sqlite3"}.name("Error")} // a value, not a pointer
	return Client{
		Name:    "sqlite3",
		Also:    []string{"mattn", "gosqlite3"},
		Title:   "SQLite through mattn/go-sqlite3",
		Modules: []Module{module},
		Rules: sqliteRules(module.at("error.go:28"),
			As{Type: typ, Where: []Condition{{Field: "ExtendedCode", In: literals("517", "SQLITE_BUSY_SNAPSHOT")}}},
			As{Type: typ, Where: []Condition{{Field: "Code", In: sqliteBusy()}}}),
		Empty:   sqliteEmpty(),
		Retries: Fact{Text: "It waits for locks, five seconds unless it is told otherwise.", Source: module.at("sqlite3.go:1394"), Proof: Read},
		Off:     Fact{Text: "_busy_timeout=0 in the data source name.", Source: module.at("sqlite3.go:1513"), Proof: Read},
		Hint:    Fact{Text: "None.", Source: module.at("error.go:28"), Proof: Read},
		Beware:  sqliteBeware(),
		Tried: tried("sqlite",
			"Two connections to one file: SQLITE_BUSY of statements and BEGIN, SQLITE_BUSY_SNAPSHOT, SQLITE_LOCKED. 10,000 inserts by eight writers without a busy timeout."),
		Start: "//backoff:policy deadline=30s pause=5ms multiplier=2 max_pause=200ms jitter=full max_tries=4 errors=@sqlite3",
	}
}

// sqliteRules are what SQLite's codes mean, whatever the client.
func sqliteRules(source string, snapshot, busy Match) []Rule {
	const manual = "SQLite, result and error codes"
	return []Rule{{
		Class: Conflict, Excludes: []Class{Transient}, Match: snapshot,
		Words:   "a transaction that began to read before another one wrote",
		Promise: "it was not carried out, and cannot be in this transaction: the whole of it is to be repeated",
		Source:  manual + "; " + source, Proof: Run,
	}, {
		Class: Transient, Match: busy,
		Words:   "another connection has the lock",
		Promise: "the statement, or the COMMIT, was not carried out, and may be repeated as it is",
		Source:  manual + "; " + source, Proof: Run,
	}}
}

// sqliteBusy are the primary codes of locks.
func sqliteBusy() []Value { return literals("5", "SQLITE_BUSY", "6", "SQLITE_LOCKED") }

func sqliteEmpty() map[Class]string {
	const inside = "the database is in the same process"
	return map[Class]string{
		Unsent:    inside + ": everything is sent",
		Throttled: inside + ", and knows no load beside locks, which are transient",
		Unknown:   inside + ": a statement that fails was not carried out",
	}
}

func sqliteBeware() []Fact {
	return []Fact{{
		Text:   "The client's own waiting comes before each try: a deadline, or attempt_timeout, should leave room for it.",
		Source: "SQLite, PRAGMA busy_timeout", Proof: Read,
	}, {
		Text:   "SQLITE_BUSY within a transaction that has read may last: begin transactions that will write with BEGIN IMMEDIATE.",
		Source: "SQLite, BEGIN TRANSACTION", Proof: Read,
	}}
}
