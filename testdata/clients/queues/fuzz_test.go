package queues

import (
	"testing"

	"github.com/IBM/sarama"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kerr"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

// FuzzClients asks the predicates about trees of errors that are made at random, with codes of all kinds.
func FuzzClients(f *testing.F) {
	// Codes of Kafka's protocol: all three clients have them.
	codes := map[int16][]string{89: {"throttled"}}
	for _, code := range []int16{2, 3, 5, 6, 14, 15, 16, 19, 41, 74, 75, 78} { // NOT_ENOUGH_REPLICAS_AFTER_APPEND is 20
		codes[code] = []string{"transient"}
	}
	for _, code := range []int16{7, 8, 13, 20, 56} {
		codes[code] = []string{"unknown"}
	}
	kafkaCode := classcheck.Codes(codes, func(code uint16) int16 { return int16(code) })
	natsCode := classcheck.Codes(map[uint16][]string{10167: {"throttled"}, 10008: {"transient"}, 10009: {"transient"}, uint16(jetstream.JSErrCodeStreamWrongLastSequenceConstant): {"conflict"}}, func(code uint16) uint16 { return code })
	classcheck.FuzzClients(f,
		classcheck.Client{Predicates: saramaClasses(), Known: saramaCases(f), Coded: func(code uint16) []classcheck.Case {
			n, classes := kafkaCode(code)
			return []classcheck.Case{classcheck.In(sarama.KError(n), classes...), classcheck.In(&sarama.ProducerError{Msg: &sarama.ProducerMessage{}, Err: sarama.KError(n)}, classes...)}
		}},
		classcheck.Client{Predicates: kafkagoClasses(), Known: kafkagoCases(f), Coded: func(code uint16) []classcheck.Case {
			n, classes := kafkaCode(code)
			return []classcheck.Case{classcheck.In(kafka.Error(n), classes...)}
		}},
		classcheck.Client{Predicates: franzClasses(), Known: franzCases(f), Coded: func(code uint16) []classcheck.Case {
			n, classes := kafkaCode(code)
			err := kerr.ErrorForCode(n)
			if err == nil || err == kerr.UnknownServerError { // none, or what the client does not know
				return []classcheck.Case{classcheck.In(kerr.MessageTooLarge)}
			}
			return []classcheck.Case{classcheck.In(err, classes...)}
		}},
		classcheck.Client{Predicates: natsClasses(), Known: natsCases(f), Coded: func(code uint16) []classcheck.Case {
			code, classes := natsCode(code)
			return []classcheck.Case{classcheck.In(&jetstream.APIError{ErrorCode: jetstream.ErrorCode(code)}, classes...), classcheck.In(&nats.APIError{ErrorCode: nats.ErrorCode(code)}, classes...)}
		}},
	)
}
