package queue

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// A leader that moves is waited for; what may have been written is not sent again.
func TestTopic(t *testing.T) {
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "news"))
	if err != nil {
		t.Fatal(err)
	}
	defer cluster.Close()
	topic, err := New(kgo.SeedBrokers(cluster.ListenAddrs()...), kgo.DefaultProduceTopic("news"), kgo.RequiredAcks(kgo.LeaderAck()), kgo.MetadataMinAge(10*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer topic.(*RetryingTopic).Unwrap().(client).Close()
	for answer, want := range map[*kerr.Error]struct {
		refused int
		sent    bool
	}{
		kerr.NotLeaderForPartition: {2, true},
		kerr.RequestTimedOut:       {1, false},
	} {
		fault := cluster.Fault(kfake.Fault{Keys: []kmsg.Key{kmsg.Produce}, Topic: "news", Err: answer, Count: 2})
		if err := topic.Send(t.Context(), kgo.StringRecord("it works")); (err == nil) != want.sent || fault.Hits() != want.refused {
			t.Errorf("%s: %v after %d refusals, want sent %v after %d", answer.Message, err, fault.Hits(), want.sent, want.refused)
		}
		fault.Remove()
	}
}

// Why Send copies the record: the context of its first attempt stays in it.
func TestRecordKeepsItsContext(t *testing.T) {
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "news"))
	if err != nil {
		t.Fatal(err)
	}
	defer cluster.Close()
	inner, err := kgo.NewClient(kgo.SeedBrokers(cluster.ListenAddrs()...), kgo.DefaultProduceTopic("news"))
	if err != nil {
		t.Fatal(err)
	}
	defer inner.Close()
	ended, end := context.WithCancel(t.Context())
	end()
	record := kgo.StringRecord("it works")
	for range 2 {
		if err := inner.ProduceSync(ended, record).FirstErr(); !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want the first context's error", err)
		}
		ended = t.Context()
	}
	if err := (client{inner}).Send(t.Context(), kgo.StringRecord("it works")); err != nil {
		t.Error(err)
	}
}
