package clients

import "slices"

// franzClient is Kafka through franz-go.
func franzClient() Client {
	module := Module{"github.com/twmb/franz-go", "v1.22.3"}
	kerr, kgo := Package{"github.com/twmb/franz-go/pkg/kerr", "kerr"}, Package{"github.com/twmb/franz-go/pkg/kgo", "kgo"}
	return Client{
		Name:    "franz",
		Also:    []string{"franzgo", "kgo", "kafka"},
		Title:   "Kafka through franz-go",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(Unknown), []Rule{{
			Class: Throttled, Match: Is{kgo.all("ErrMaxBuffered")},
			Words:   "the client's own buffer is full",
			Promise: "the record was not buffered",
			Source:  module.at("pkg/kgo/errors.go:287"), Proof: Run,
		}}, kafkaRules(module.at("pkg/kerr/kerr.go:78"),
			kerr.all("CorruptMessage", "UnknownTopicOrPartition", "LeaderNotAvailable", "NotLeaderForPartition", "CoordinatorLoadInProgress",
				"CoordinatorNotAvailable", "NotCoordinator", "NotEnoughReplicas", "NotController", "FencedLeaderEpoch", "UnknownLeaderEpoch", "OffsetNotAvailable"),
			slices.Concat(kerr.all("RequestTimedOut", "BrokerNotAvailable", "NetworkException", "NotEnoughReplicasAfterAppend", "KafkaStorageError"),
				kgo.all("ErrRecordTimeout", "ErrRecordRetries")),
			kerr.name("ThrottlingQuotaExceeded")), []Rule{{
			Class: Unknown, Match: kgo.call("IsRetryableBrokerErr"),
			Words:   "what the client would retry of a connection's errors",
			Promise: "the request may have been written",
			Source:  module.at("pkg/kgo/errors.go:23"), Proof: Run,
		}, {
			Class: Unknown, Match: inOperation(`"dial"`, ""),
			Words:   "no connection could be made, be it to look again for the broker of a record that was sent",
			Promise: "the record may have been written on the connection before",
			Source:  module.at("pkg/kgo/sink.go:1837"), Proof: Run,
		}}, connectionLost()),
		Empty: map[Class]string{
			Unsent:   "where no connection can be made, a record may have been sent on the one before",
			Conflict: kafkaConflict,
		},
		Retries: Fact{
			Text:   "Yes: requests twenty times; records without bound, as an idempotent producer unless that is switched off.",
			Source: module.at("pkg/kgo/config.go:667, pkg/kgo/config.go:1425"), Proof: Read,
		},
		Off: Fact{
			Text:   "kgo.RequestRetries(0) and kgo.RecordRetries(n).",
			Source: module.at("pkg/kgo/config.go:914, pkg/kgo/config.go:1425"), Proof: Read,
		},
		Hint: Fact{Text: "None in errors.", Source: module.at("pkg/kerr/kerr.go:70"), Proof: Read},
		Beware: []Fact{kafkaBeware(), {
			Text:   "A record fails with its last error. Where that is the error of a dial, the record may have been sent on the connection before, which broke.",
			Source: module.at("pkg/kgo/sink.go:1837"), Proof: Run,
		}, {
			Text:   "An idempotent producer, as by default, sends a record again although kgo.RecordRetries(0) is set, and the answer of the last broker says nothing of the tries before: under idempotent=no switch it off by kgo.DisableIdempotentWrite().",
			Source: module.at("pkg/kgo/sink.go:1851"), Proof: Run,
		}, {
			Text:   "A record keeps the context of its first Produce, which ends with that attempt where a policy has limits: produce a copy of it in each attempt.",
			Source: module.at("pkg/kgo/producer.go:603"), Proof: Run,
		}, {
			Text:   "kgo.IsRetryableBrokerErr is about connections alone: it is false of every error of package kerr.",
			Source: module.at("pkg/kgo/errors.go:23"), Proof: Run,
		}},
		Tried: tried("kafka",
			"kfake, the brokers of franz-go: ten error codes of a produced record, a full buffer, a delivery timeout, brokers that were away or ended the connection; REQUEST_TIMED_OUT and NOT_ENOUGH_REPLICAS_AFTER_APPEND had written it. 10,000 records by a producer that is not idempotent, while connections broke and the broker refused one in twenty."),
		Start: "//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=3 errors=@franz idempotent=no",
	}
}
