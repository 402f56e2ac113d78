package etcd

import (
	"net/url"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/server/v3/embed"
	"go.uber.org/zap"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// config is that of a member in the process, which elects soon.
func config(t *testing.T, name string) *embed.Config {
	t.Helper()
	c := embed.NewConfig()
	c.Name, c.Dir, c.UnsafeNoFsync, c.LogLevel = name, t.TempDir(), true, "fatal"
	c.TickMs, c.ElectionMs = 10, 100
	c.ListenClientUrls, c.ListenPeerUrls = loopback(t), loopback(t)
	c.AdvertiseClientUrls, c.AdvertisePeerUrls = c.ListenClientUrls, c.ListenPeerUrls
	c.InitialCluster = c.InitialClusterFromName(name)
	return c
}

func loopback(t *testing.T) []url.URL {
	return []url.URL{{Scheme: "http", Host: "127.0.0.1:" + trial.FreePort(t)}}
}

// start runs members until the test ends, and waits until they have a leader.
func start(t *testing.T, configs ...*embed.Config) []*embed.Etcd {
	t.Helper()
	var members []*embed.Etcd
	for _, c := range configs {
		member, err := embed.StartEtcd(c)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { end(member) })
		members = append(members, member)
	}
	for _, member := range members {
		select {
		case <-member.Server.ReadyNotify():
		case <-time.After(20 * time.Second):
			t.Fatal("etcd does not start")
		}
	}
	return members
}

// end ends a member, unless it has ended.
func end(member *embed.Etcd) {
	select {
	case <-member.Server.StopNotify():
	default:
		member.Close()
	}
}

// connect returns a client that tries each request once.
func connect(t *testing.T, endpoint string) *clientv3.Client {
	t.Helper()
	client, err := clientv3.New(clientv3.Config{Endpoints: []string{endpoint}, MaxUnaryRetries: 1, Logger: zap.NewNop()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

func address(member *embed.Etcd) string { return member.Clients[0].Addr().String() }
