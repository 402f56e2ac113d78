package clients

import "slices"

// gocqlClient is Cassandra.
func gocqlClient() Client {
	module := Module{"github.com/apache/cassandra-gocql-driver/v2", "v2.1.2"}
	gocql := Package{"github.com/apache/cassandra-gocql-driver/v2", "gocql"}
	codes := func(names ...string) Match {
		return As{Type: Type{Name: gocql.name("RequestError")}, Where: []Condition{{Field: "Code()", In: gocql.values(names...)}}}
	}
	const protocol = "CQL binary protocol v5, section 9"
	return Client{
		Name:         "gocql",
		Also:         []string{"cassandra", "scylla"},
		Title:        "Cassandra through gocql",
		Modules:      []Module{module},
		OtherModules: []string{"github.com/gocql/gocql"},
		Rules: slices.Concat(neverReached(), []Rule{notDialed(), {
			Class: Unsent, Match: Is{gocql.all("ErrNoConnections", "ErrNoConnectionsStarted", "ErrNoStreams")},
			Words:   "no connection, or none with room for another query",
			Promise: "without one nothing is sent",
			Source:  module.at("session.go:2491, cluster.go:465, conn.go:2077"), Proof: Run,
		}, {
			Class: Throttled, Match: codes("ErrCodeOverloaded"),
			Words:   "the coordinator is overloaded",
			Promise: "the request cannot be processed, says the protocol",
			Source:  module.at("errors.go:51") + "; " + protocol, Proof: Run,
		}, {
			Class: Transient, Match: codes("ErrCodeUnavailable", "ErrCodeBootstrapping"),
			Words:   "too few replicas alive, or a coordinator that is starting",
			Promise: "the coordinator counts the replicas before it sends them the request",
			Source:  module.at("errors.go:47, errors.go:55") + "; " + protocol, Proof: Run,
		}, {
			Class: Unknown, Match: codes("ErrCodeWriteTimeout", "ErrCodeWriteFailure", "ErrCodeReadTimeout", "ErrCodeReadFailure", "ErrCodeCASWriteUnknown"),
			Words:   "replicas did not answer in time, or failed",
			Promise: "some may have written, and others may be told by them",
			Source:  module.at("errors.go:63, errors.go:87") + "; " + protocol, Proof: Run,
		}, {
			Class: Unknown, Match: Is{gocql.all("ErrTimeoutNoResponse", "ErrConnectionClosed")},
			Words:   "no answer in time, or the connection ended",
			Promise: "the query was sent",
			Source:  module.at("conn.go:2075, conn.go:2076"), Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{Conflict: "a lightweight transaction that is not applied is an answer, not an error"},
		Retries: Fact{
			Text:   "No, unless a RetryPolicy is set; then only queries that are marked as idempotent.",
			Source: module.at("policies.go:147, query_executor.go:210"), Proof: Read,
		},
		Off:  Fact{Text: "Leave ClusterConfig.RetryPolicy nil.", Source: module.at("policies.go:147"), Proof: Read},
		Hint: Fact{Text: "None.", Source: module.at("errors.go:115"), Proof: Read},
		Beware: []Fact{{
			Text:   "Counters and appends to lists are not idempotent, although they are one statement.",
			Source: "Cassandra documentation, CQL", Proof: Read,
		}},
		Start: "//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@gocql idempotent=no",
	}
}
