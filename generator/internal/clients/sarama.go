package clients

import "slices"

// saramaClient is Kafka through sarama.
func saramaClient() Client {
	module := Module{"github.com/IBM/sarama", "v1.61.1"}
	sarama := Package{"github.com/IBM/sarama", "sarama"}
	return Client{
		Name:    "sarama",
		Also:    []string{"ibmsarama", "shopify"},
		Title:   "Kafka through sarama",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(), []Rule{notDialed(), {
			Class: Unknown, Excludes: Safe(), Match: As{Type: Type{Name: sarama.name("ProducerErrors")}},
			Words:   "a list of messages that were not delivered",
			Promise: "the others were; it unwraps to nothing",
			Source:  module.at("async_producer.go:442"), Proof: Run,
		}, {
			Class: Unsent, Match: Is{sarama.all("ErrNotConnected", "ErrOutOfBrokers", "ErrControllerNotAvailable")},
			Words:   "no broker to talk to",
			Promise: "the request has nowhere to be sent",
			Source:  module.at("errors.go:11, errors.go:31, errors.go:60"), Proof: Run,
		}}, kafkaRules(module.at("errors.go:179, async_producer.go:1421"),
			sarama.all("ErrInvalidMessage", "ErrUnknownTopicOrPartition", "ErrLeaderNotAvailable", "ErrNotLeaderForPartition", "ErrOffsetsLoadInProgress",
				"ErrConsumerCoordinatorNotAvailable", "ErrNotCoordinatorForConsumer", "ErrNotEnoughReplicas", "ErrNotController", "ErrFencedLeaderEpoch",
				"ErrUnknownLeaderEpoch", "ErrOffsetNotAvailable"),
			sarama.all("ErrRequestTimedOut", "ErrBrokerNotAvailable", "ErrNetworkException", "ErrNotEnoughReplicasAfterAppend", "ErrKafkaStorageError"),
			sarama.name("ErrThrottlingQuotaExceeded")), connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{Conflict: kafkaConflict},
		Retries: Fact{
			Text:   "Yes: a producer three times, after a lost connection too, metadata three times, an admin client five times.",
			Source: module.at("config.go:563, config.go:574, config.go:585"), Proof: Read,
		},
		Repeats: true,
		Off: Fact{
			Text:   "Config.Producer.Retry.Max, Metadata.Retry.Max and Admin.Retry.Max = 0. With Producer.Idempotent the first has to be 1 or more, and then the broker drops what comes twice.",
			Source: module.at("config.go:585, config.go:828"), Proof: Read,
		},
		Hint:   Fact{Text: "None in errors.", Source: module.at("errors.go:274"), Proof: Read},
		Beware: []Fact{kafkaBeware()},
		Start:  "//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@sarama idempotent=no",
	}
}
