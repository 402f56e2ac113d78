package clients

import "slices"

// kafkagoClient is Kafka through segmentio/kafka-go.
func kafkagoClient() Client {
	module := Module{"github.com/segmentio/kafka-go", "v0.4.51"}
	kafka := Package{"github.com/segmentio/kafka-go", "kafka"}
	return Client{
		Name:    "kafkago",
		Also:    []string{"segmentio"},
		Title:   "Kafka through segmentio/kafka-go",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(), []Rule{notDialed(), {
			Class: Unknown, Excludes: Safe(), Match: As{Type: Type{Name: kafka.name("WriteErrors")}},
			Words:   "a list with an error, or none, for each message of a batch",
			Promise: "those without an error were written; it unwraps to nothing",
			Source:  module.at("error.go:696"), Proof: Run,
		}}, kafkaRules(module.at("error.go:138"),
			kafka.all("InvalidMessage", "UnknownTopicOrPartition", "LeaderNotAvailable", "NotLeaderForPartition", "GroupLoadInProgress",
				"GroupCoordinatorNotAvailable", "NotCoordinatorForGroup", "NotEnoughReplicas", "NotController", "FencedLeaderEpoch", "UnknownLeaderEpoch",
				"OffsetNotAvailable"),
			kafka.all("RequestTimedOut", "BrokerNotAvailable", "NetworkException", "NotEnoughReplicasAfterAppend", "KafkaStorageError"),
			kafka.name("ThrottlingQuotaExceeded")), connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{Conflict: kafkaConflict},
		Retries: Fact{
			Text:   "Yes: a Writer makes ten tries, after a lost connection too, with pauses of 100 ms to 1 s; a Reader three.",
			Source: module.at("writer.go:794, writer.go:1162, reader.go:684"), Proof: Read,
		},
		Repeats: true,
		Off:     Fact{Text: "Writer.MaxAttempts: 1, ReaderConfig.MaxAttempts: 1.", Source: module.at("writer.go:787, reader.go:518"), Proof: Read},
		Hint:    Fact{Text: "None in errors.", Source: module.at("error.go:138"), Proof: Read},
		Beware: []Fact{kafkaBeware(), {
			Text:   "WriteMessages returns kafka.WriteErrors. To write again just what failed, range over it in the method that is annotated, and return the error of what is left.",
			Source: module.at("error.go:685"), Proof: Run,
		}},
		Start: "//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@kafkago idempotent=no",
	}
}
