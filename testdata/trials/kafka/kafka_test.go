package kafka

import (
	"context"
	"maps"
	"net"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

const topic = "ledger"

// start runs a broker in the process until the test ends.
func start(t *testing.T) *kfake.Cluster {
	t.Helper()
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, topic))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	return cluster
}

// connect returns a client that tries each record and each request once.
func connect(t *testing.T, addr string, options ...kgo.Opt) *kgo.Client {
	t.Helper()
	client, err := kgo.NewClient(append([]kgo.Opt{kgo.SeedBrokers(addr), kgo.DefaultProduceTopic(topic), kgo.MetadataMinAge(10 * time.Millisecond),
		kgo.RetryBackoffFn(func(int) time.Duration { return time.Millisecond }), kgo.RecordRetries(0), kgo.RequestRetries(0),
		kgo.DisableIdempotentWrite(), kgo.RequiredAcks(kgo.LeaderAck()), kgo.MaxProduceRequestsInflightPerBroker(1)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// produce writes one record.
func produce(ctx context.Context, client *kgo.Client, text string) error {
	return client.ProduceSync(ctx, kgo.StringRecord(text)).FirstErr()
}

// records are how often the broker has each record.
func records(t *testing.T, addr string) map[string]int {
	t.Helper()
	client := connect(t, addr, kgo.ConsumeTopics(topic))
	ends := kmsg.NewPtrListOffsetsRequest()
	ends.ReplicaID = -1
	part := kmsg.NewListOffsetsRequestTopicPartition()
	part.Timestamp = -1
	of := kmsg.NewListOffsetsRequestTopic()
	of.Topic, of.Partitions = topic, []kmsg.ListOffsetsRequestTopicPartition{part}
	ends.Topics = []kmsg.ListOffsetsRequestTopic{of}
	answer, err := ends.RequestWith(t.Context(), client)
	if err != nil {
		t.Fatal(err)
	}
	end := answer.Topics[0].Partitions[0].Offset
	done := map[string]int{}
	for read := int64(0); read < end; {
		fetches := client.PollFetches(t.Context())
		if err := fetches.Err(); err != nil {
			t.Fatal(err)
		}
		fetches.EachRecord(func(r *kgo.Record) { done[string(r.Value)]++; read = r.Offset + 1 })
	}
	return done
}

// What a broker answers of a record. What is safe to repeat is not in the log.
func TestAnswers(t *testing.T) {
	cluster := start(t)
	addr := cluster.ListenAddrs()[0]
	for _, c := range []struct {
		err  *kerr.Error
		want string
	}{
		{kerr.NotLeaderForPartition, "transient"}, {kerr.LeaderNotAvailable, "transient"}, {kerr.NotEnoughReplicas, "transient"},
		{kerr.UnknownLeaderEpoch, "transient"},
		{kerr.ThrottlingQuotaExceeded, "throttled"},
		{kerr.RequestTimedOut, "unknown"}, {kerr.NotEnoughReplicasAfterAppend, "unknown"}, {kerr.KafkaStorageError, "unknown"},
		{kerr.MessageTooLarge, ""}, {kerr.TopicAuthorizationFailed, ""}, {kerr.InvalidTopicException, ""},
	} {
		t.Run(c.err.Message, func(t *testing.T) {
			fault := cluster.Fault(kfake.Fault{Keys: []kmsg.Key{kmsg.Produce}, Topic: topic, Err: c.err, Count: -1})
			defer fault.Remove()
			expect(t, produce(t.Context(), connect(t, addr), c.err.Message), c.want)
			if fault.Hits() != 1 {
				t.Errorf("the client has tried %d times", fault.Hits())
			}
		})
	}
	// The two that say that they were written, or may have been, are; and nothing else.
	want := map[string]int{kerr.RequestTimedOut.Message: 1, kerr.NotEnoughReplicasAfterAppend.Message: 1}
	if done := records(t, addr); !maps.Equal(done, want) {
		t.Errorf("the log has %v, want %v", done, want)
	}
}

func TestConnections(t *testing.T) {
	ctx := t.Context()
	t.Run("nobody listens", func(t *testing.T) {
		client := connect(t, "127.0.0.1:"+trial.FreePort(t))
		expect(t, client.Ping(ctx), "unknown")
	})
	t.Run("the connection ends", func(t *testing.T) {
		cluster := start(t)
		cluster.ControlKey(int16(kmsg.ListOffsets), func(kmsg.Request) (kmsg.Response, error, bool) { return nil, net.ErrClosed, true })
		_, err := kmsg.NewPtrListOffsetsRequest().RequestWith(ctx, connect(t, cluster.ListenAddrs()[0]))
		expect(t, err, "unknown")
	})
	t.Run("no answer in time", func(t *testing.T) {
		cluster := start(t)
		cluster.Fault(kfake.Fault{Keys: []kmsg.Key{kmsg.Produce}, Topic: topic, Err: kerr.NotLeaderForPartition, Count: -1})
		err := produce(ctx, connect(t, cluster.ListenAddrs()[0], kgo.RecordRetries(1<<30), kgo.RecordDeliveryTimeout(1*time.Second)), "late")
		expect(t, err, "unknown")
	})
	t.Run("the buffer is full", func(t *testing.T) {
		cluster := start(t)
		client := connect(t, cluster.ListenAddrs()[0], kgo.MaxBufferedRecords(1), kgo.ManualFlushing())
		client.Produce(ctx, kgo.StringRecord("first"), nil)
		failed := make(chan error, 1)
		client.TryProduce(ctx, kgo.StringRecord("second"), func(_ *kgo.Record, err error) { failed <- err })
		expect(t, <-failed, "throttled")
		if err := client.Flush(ctx); err != nil {
			t.Fatal(err)
		}
		if done := records(t, cluster.ListenAddrs()[0]); done["first"] != 1 || done["second"] != 0 {
			t.Errorf("the log has %v", done)
		}
	})
}

// With idempotent=no no record is written twice while connections break, and the broker refuses one in twenty.
func TestNothingTwice(t *testing.T) {
	trial.Chaos{Callers: 16, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		cluster := start(t)
		addr := cluster.ListenAddrs()[0]
		var requests atomic.Int64
		cluster.ControlKey(int16(kmsg.Produce), func(req kmsg.Request) (kmsg.Response, error, bool) {
			cluster.KeepControl()
			if requests.Add(1)%20 != 0 {
				return nil, nil, false
			}
			return refusal(req.(*kmsg.ProduceRequest)), nil, true
		})
		proxy := trial.BreakingProxy(t, addr)
		dial := func(ctx context.Context, network, _ string) (net.Conn, error) { // brokers tell their own address
			return (&net.Dialer{}).DialContext(ctx, network, proxy)
		}
		client := connect(t, addr, kgo.Dialer(dial))
		inner := &trial.Writer{Write: func(ctx context.Context, id int) error { return produce(ctx, client, strconv.Itoa(id)) }}
		return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int {
			done := map[int]int{}
			for text, n := range records(t, addr) {
				id, err := strconv.Atoi(text)
				if err != nil {
					t.Fatal(err)
				}
				done[id] = n
			}
			return done
		}
	}}.NothingTwice(t)
}

// refusal is an answer that no record of a request was written.
func refusal(req *kmsg.ProduceRequest) *kmsg.ProduceResponse {
	answer := req.ResponseKind().(*kmsg.ProduceResponse)
	for _, of := range req.Topics {
		part := kmsg.NewProduceResponseTopicPartition()
		part.ErrorCode = kerr.NotLeaderForPartition.Code
		topics := kmsg.NewProduceResponseTopic()
		topics.Topic, topics.TopicID, topics.Partitions = of.Topic, of.TopicID, []kmsg.ProduceResponseTopicPartition{part}
		answer.Topics = append(answer.Topics, topics)
	}
	return answer
}
