package clients

import (
	"slices"
	"strconv"
)

// mongoClient is MongoDB.
func mongoClient() Client {
	module := Module{"go.mongodb.org/mongo-driver/v2", "v2.10.0"}
	mongo, topology := Package{"go.mongodb.org/mongo-driver/v2/mongo", "mongo"}, Package{"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology", "topology"}
	labelled := func(labels ...string) Match {
		m := As{Type: Type{Name: mongo.name("LabeledError")}}
		for _, label := range labels {
			m.Where = append(m.Where, Condition{Field: "HasErrorLabel(" + strconv.Quote(label) + ")"})
		}
		return m
	}
	return Client{
		Name:    "mongo",
		Also:    []string{"mongodb"},
		Title:   "MongoDB",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(Unknown), []Rule{notDialed(), {
			Class: Unsent, Match: As{Type: Type{Name: topology.name("ServerSelectionError")}},
			Words:   "no server that could take it was found in time",
			Promise: "the driver chooses a server before it sends",
			Source:  module.at("x/mongo/driver/topology/errors.go:67"), Proof: Run,
		}, {
			Class: Unsent, Match: As{Type: Type{Name: topology.name("WaitQueueTimeoutError")}},
			Words:   "the pool had no connection to lend",
			Promise: "without a connection nothing is sent",
			Source:  module.at("x/mongo/driver/topology/errors.go:86"), Proof: Run,
		}, {
			Class: Throttled, Match: labelled("SystemOverloadedError", "RetryableError"),
			Words:   "overloaded, by the server's label, and the driver's own for a connection that could not be made",
			Promise: "the label says that the operation may be retried, and the driver does so whatever the operation",
			Source:  module.at("x/mongo/driver/errors.go:79, x/mongo/driver/topology/connection.go:95"), Proof: Run,
		}, {
			Class: Transient, Match: labelled("NoWritesPerformed"),
			Words:   "the server's label that no write was performed",
			Promise: "the label itself",
			Source:  module.at("x/mongo/driver/errors.go:63"), Proof: Run,
		}, {
			Class: Conflict, Match: labelled("TransientTransactionError"),
			Words:   "the server's label that the whole transaction may be repeated",
			Promise: "the transaction was undone, or will be",
			Source:  "MongoDB manual, transactions in applications", Proof: Run,
		}, {
			Class: Unknown, Match: labelled("RetryableWriteError"),
			Words:   "the label of what the driver retries with a number by which the server knows it again",
			Promise: "a write by another call has another number",
			Source:  module.at("x/mongo/driver/errors.go:331") + "; MongoDB manual, retryable writes", Proof: Run,
		}, {
			Class: Unknown, Match: labelled("UnknownTransactionCommitResult"),
			Words:   "the server's label of a commit whose end is not known",
			Promise: "the transaction may be committed; commit again, which changes nothing then",
			Source:  "MongoDB manual, transactions in applications", Proof: Run,
		}, {
			Class: Unknown, Match: mongo.call("IsNetworkError"),
			Words:   "an error of the network",
			Promise: "the command may have been sent",
			Source:  module.at("mongo/errors.go:237"), Proof: Run,
		}, {
			Class: Unknown, Match: mongo.call("IsTimeout"),
			Words:   "it took too long",
			Promise: "the command may have been carried out",
			Source:  module.at("mongo/errors.go:195"), Proof: Run,
		}, {
			Class: Unknown,
			Match: As{Type: Type{Name: mongo.name("CommandError")}, Where: []Condition{{Field: "Code", In: literals(
				"6", "HostUnreachable", "7", "HostNotFound", "89", "NetworkTimeout", "91", "ShutdownInProgress", "134", "ReadConcernMajorityNotAvailableYet",
				"189", "PrimarySteppedDown", "262", "ExceededTimeLimit", "9001", "SocketException", "10107", "NotWritablePrimary", "11600", "InterruptedAtShutdown",
				"11602", "InterruptedDueToReplStateChange", "13435", "NotPrimaryNoSecondaryOk", "13436", "NotPrimaryOrSecondary")}}},
			Words:   "the codes on which the driver retries reads: failing over, shutting down",
			Promise: "of a write with several documents a part may have been carried out",
			Source:  module.at("x/mongo/driver/errors.go:29"), Proof: Run,
		}}, connectionLost()),
		Retries: Fact{
			Text:   "Yes: reads and writes once, or without bound within a client's Timeout; writes carry a number, so that the server does them once. What is overloaded twice.",
			Source: module.at("x/mongo/driver/operation.go:876, mongo/options/clientoptions.go:1031"), Proof: Read,
		},
		Off: Fact{
			Text:   "SetRetryReads(false), SetRetryWrites(false) and SetMaxAdaptiveRetries(0) of the client's options.",
			Source: module.at("mongo/options/clientoptions.go:1031"), Proof: Read,
		},
		Hint: Fact{Text: "None.", Source: module.at("mongo/errors.go:334"), Proof: Read},
		Beware: []Fact{{
			Text:   "Within a transaction nothing but the whole of it can be repeated: annotate the method that runs it, or leave it to WithTransaction.",
			Source: "MongoDB manual, transactions in applications", Proof: Read,
		}, {
			Text:   "A single error may have several labels: TransientTransactionError comes with NetworkError, which is unknown, too.",
			Source: module.at("mongo/errors.go:446"), Proof: Run,
		}},
		Start: "//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@mongo idempotent=no",
	}
}
