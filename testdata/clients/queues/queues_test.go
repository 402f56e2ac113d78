package queues

import (
	"errors"
	"io"
	"testing"

	"github.com/IBM/sarama"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

// each returns cases of one class.
func each(class string, errs ...error) []classcheck.Case {
	var cases []classcheck.Case
	for _, err := range errs {
		cases = append(cases, classcheck.In(err, class))
	}
	return cases
}

func TestSarama(t *testing.T) {
	classcheck.Test(t, saramaClasses(), saramaCases(t)...)
}

func saramaCases(t testing.TB) []classcheck.Case {
	t.Helper()
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(sarama.ErrThrottlingQuotaExceeded, "throttled"),
		classcheck.In(&sarama.ProducerError{Msg: &sarama.ProducerMessage{}, Err: sarama.ErrNotLeaderForPartition}, "transient"),
		classcheck.In(sarama.ProducerErrors{{Msg: &sarama.ProducerMessage{}, Err: sarama.ErrNotLeaderForPartition}}, "unknown"),
		classcheck.In(sarama.ErrMessageSizeTooLarge),
		classcheck.In(sarama.ErrClosedClient),
		classcheck.In(sarama.ErrTopicAuthorizationFailed),
	)
	cases = append(cases, each("unsent", sarama.ErrNotConnected, sarama.ErrOutOfBrokers, sarama.ErrControllerNotAvailable)...)
	cases = append(cases, each("transient", sarama.ErrInvalidMessage, sarama.ErrUnknownTopicOrPartition, sarama.ErrLeaderNotAvailable,
		sarama.ErrNotLeaderForPartition, sarama.ErrOffsetsLoadInProgress, sarama.ErrConsumerCoordinatorNotAvailable, sarama.ErrNotCoordinatorForConsumer,
		sarama.ErrNotEnoughReplicas, sarama.ErrNotController, sarama.ErrFencedLeaderEpoch, sarama.ErrUnknownLeaderEpoch, sarama.ErrOffsetNotAvailable)...)
	cases = append(cases, each("unknown", sarama.ErrRequestTimedOut, sarama.ErrBrokerNotAvailable, sarama.ErrNetworkException,
		sarama.ErrNotEnoughReplicasAfterAppend, sarama.ErrKafkaStorageError)...)
	return cases
}

func TestKafkago(t *testing.T) {
	classcheck.Test(t, kafkagoClasses(), kafkagoCases(t)...)
}

func kafkagoCases(t testing.TB) []classcheck.Case {
	t.Helper()
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(kafka.ThrottlingQuotaExceeded, "throttled"),
		classcheck.In(kafka.WriteErrors{nil, kafka.NotLeaderForPartition}, "unknown"),
		classcheck.In(kafka.MessageSizeTooLarge),
		classcheck.In(io.ErrClosedPipe),
	)
	cases = append(cases, each("transient", kafka.InvalidMessage, kafka.UnknownTopicOrPartition, kafka.LeaderNotAvailable, kafka.NotLeaderForPartition,
		kafka.GroupLoadInProgress, kafka.GroupCoordinatorNotAvailable, kafka.NotCoordinatorForGroup, kafka.NotEnoughReplicas, kafka.NotController,
		kafka.FencedLeaderEpoch, kafka.UnknownLeaderEpoch, kafka.OffsetNotAvailable)...)
	cases = append(cases, each("unknown", kafka.RequestTimedOut, kafka.BrokerNotAvailable, kafka.NetworkException, kafka.NotEnoughReplicasAfterAppend,
		kafka.KafkaStorageError)...)
	return cases
}

func TestFranz(t *testing.T) {
	classcheck.Test(t, franzClasses(), franzCases(t)...)
}

func franzCases(t testing.TB) []classcheck.Case {
	t.Helper()
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unknown"),
		classcheck.In(kerr.ThrottlingQuotaExceeded, "throttled"),
		classcheck.In(kgo.ErrMaxBuffered, "throttled"),
		classcheck.In(kerr.MessageTooLarge),
		classcheck.In(kgo.ErrClientClosed),
	)
	cases = append(cases, each("transient", kerr.CorruptMessage, kerr.UnknownTopicOrPartition, kerr.LeaderNotAvailable, kerr.NotLeaderForPartition,
		kerr.CoordinatorLoadInProgress, kerr.CoordinatorNotAvailable, kerr.NotCoordinator, kerr.NotEnoughReplicas, kerr.NotController,
		kerr.FencedLeaderEpoch, kerr.UnknownLeaderEpoch, kerr.OffsetNotAvailable)...)
	cases = append(cases, each("unknown", kerr.RequestTimedOut, kerr.BrokerNotAvailable, kerr.NetworkException, kerr.NotEnoughReplicasAfterAppend,
		kerr.KafkaStorageError, kgo.ErrRecordTimeout, kgo.ErrRecordRetries)...)
	for _, c := range cases {
		if _, ok := errors.AsType[*kerr.Error](c.Err); ok && kgo.IsRetryableBrokerErr(c.Err) {
			t.Errorf("%v is the error of a connection", c.Err)
		}
	}
	return cases
}

func TestNats(t *testing.T) {
	classcheck.Test(t, natsClasses(), natsCases(t)...)
}

func natsCases(t testing.TB) []classcheck.Case {
	t.Helper()
	return append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(nats.ErrNoResponders, "unsent"),
		classcheck.In(nats.ErrNoServers, "unsent"),
		classcheck.In(nats.ErrReconnectBufExceeded, "unsent"),
		classcheck.In(jetstream.ErrNoStreamResponse, "unsent"),
		classcheck.In(nats.ErrMaxConnectionsExceeded, "throttled"),
		classcheck.In(errors.New("nats: maximum connections exceeded"), "throttled"),
		classcheck.In(nats.ErrMaxAccountConnectionsExceeded, "throttled"),
		classcheck.In(&jetstream.APIError{ErrorCode: 10167}, "throttled"),
		classcheck.In(&nats.APIError{ErrorCode: 10167}, "throttled"),
		classcheck.In(&jetstream.APIError{ErrorCode: 10008}, "transient"),
		classcheck.In(&nats.APIError{ErrorCode: 10009}, "transient"),
		classcheck.In(jetstream.ErrKeyExists, "conflict"),
		classcheck.In(nats.ErrKeyExists, "conflict"),
		classcheck.In(&jetstream.APIError{ErrorCode: jetstream.JSErrCodeStreamWrongLastSequenceConstant}, "conflict"),
		classcheck.In(nats.ErrTimeout, "unknown"),
		classcheck.In(nats.ErrDisconnected, "unknown"),
		classcheck.In(nats.ErrStaleConnection, "unknown"),
		classcheck.In(nats.ErrConnectionClosed),
		classcheck.In(nats.ErrMaxPayload),
		classcheck.In(jetstream.ErrStreamNotFound),
	)
}
