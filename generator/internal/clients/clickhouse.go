package clients

import "slices"

// clickhouseClient is ClickHouse.
func clickhouseClient() Client {
	module, codes := Module{"github.com/ClickHouse/clickhouse-go/v2", "v2.51.0"}, Module{"github.com/ClickHouse/ch-go", "v0.75.0"}
	clickhouse, driver := Package{"github.com/ClickHouse/clickhouse-go/v2", "clickhouse"}, Package{"database/sql/driver", "driver"}
	code := func(pairs ...string) Match {
		return As{Type: clickhouse.pointer("Exception"), Where: []Condition{{Field: "Code", In: literals(pairs...)}}}
	}
	source := codes.at("proto/error_codes.go:206") + "; ClickHouse source, ErrorCodes.cpp"
	return Client{
		Name:    "clickhouse",
		Title:   "ClickHouse through clickhouse-go",
		Modules: []Module{module, codes},
		Rules: slices.Concat(neverReached(), []Rule{notDialed(), {
			Class: Unsent, Match: Is{clickhouse.all("ErrAcquireConnTimeout")},
			Words:   "the pool had no connection to lend",
			Promise: "without a connection nothing is sent",
			Source:  module.at("clickhouse.go:34"), Proof: Run,
		}, {
			Class: Throttled, Match: code("202", "TOO_MANY_SIMULTANEOUS_QUERIES", "252", "TOO_MANY_PARTS"),
			Words:   "too many queries, or parts that are not merged yet",
			Promise: "the server refuses a query before it runs, and an INSERT before it writes",
			Source:  source, Proof: Run,
		}, {
			Class: Transient, Match: code("242", "TABLE_IS_READ_ONLY"),
			Words:   "a replica that has lost its keeper for now",
			Promise: "the server refuses the INSERT before it writes",
			Source:  source, Proof: Run,
		}, {
			Class: Unknown,
			Match: code("159", "TIMEOUT_EXCEEDED", "203", "NO_FREE_CONNECTION", "209", "SOCKET_TIMEOUT", "210", "NETWORK_ERROR", "225", "NO_ZOOKEEPER",
				"241", "MEMORY_LIMIT_EXCEEDED", "279", "ALL_CONNECTION_TRIES_FAILED", "319", "UNKNOWN_STATUS_OF_INSERT", "439", "CANNOT_SCHEDULE_TASK",
				"999", "KEEPER_EXCEPTION"),
			Words:   "out of time, memory or threads, or a connection between servers that failed",
			Promise: "blocks of an INSERT may have been written before",
			Source:  source, Proof: Run,
		}, {
			Class: Unknown, Match: Is{append(driver.all("ErrBadConn"), clickhouse.name("ErrConnectionClosed"))},
			Words:   "the connection is bad",
			Promise: "database/sql's driver returns it also after the statement was sent",
			Source:  module.at("clickhouse_std.go:102, clickhouse_std.go:276, clickhouse.go:39"), Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{Conflict: "ClickHouse undoes nothing in favour of another"},
		Retries: Fact{
			Text: "The native API does not. Through database/sql io.EOF, EPIPE, ECONNRESET and every *net.OpError become driver.ErrBadConn, on which a statement is run up to " +
				"three times: an INSERT, too.",
			Source: module.at("clickhouse_std.go:102, clickhouse_std.go:276") + "; " + atGo("database/sql/sql.go:1574"), Proof: Read,
		},
		Repeats: true,
		Off:     Fact{Text: "Use the native API, clickhouse.Open.", Source: module.at("clickhouse_std.go:102"), Proof: Read},
		Hint:    Fact{Text: "None.", Source: module.at("lib/proto/exception.go:10"), Proof: Read},
		Beware: []Fact{{
			Text:   "A replicated table drops an INSERT with the same block that comes again soon: then it may be idempotent=yes. Other tables do not, unless non_replicated_deduplication_window is set.",
			Source: "ClickHouse documentation, insert deduplication", Proof: Read,
		}},
		Start: "//backoff:policy deadline=30s pause=200ms multiplier=2 max_pause=5s jitter=full max_tries=4 errors=@clickhouse idempotent=no",
	}
}
