package etcd

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/server/v3/embed"
	"google.golang.org/grpc"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

func TestAnswers(t *testing.T) {
	ctx := t.Context()
	member := start(t, config(t, "one"))[0]
	client := connect(t, address(member))
	put, err := client.Put(ctx, "key", "1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Put(ctx, "key", "2"); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Compact(ctx, put.Header.Revision+1); err != nil {
		t.Fatal(err)
	}
	_, err = client.Get(ctx, "key", clientv3.WithRev(put.Header.Revision))
	expect(t, err, "") // compacted
	_, err = client.Get(ctx, "key", clientv3.WithRev(put.Header.Revision+1000))
	expect(t, err, "")
	_, err = client.Put(ctx, "", "no key")
	expect(t, err, "")
	_, err = client.KeepAliveOnce(ctx, 7)
	expect(t, err, "")
	_, err = client.Put(ctx, "large", string(make([]byte, 4<<20)))
	expect(t, err, "")

	end(member)
	short, cancel := context.WithTimeout(ctx, 200*time.Millisecond) // without it the client waits for a server for ever
	defer cancel()
	_, err = client.Put(short, "gone", "")
	expect(t, err, "unknown")
}

// refusing is a member that answers some requests to put with what err returns; nil lets it through.
func refusing(t *testing.T, err func() error) *embed.Config {
	c := config(t, "one")
	c.GRPCAdditionalServerOptions = append(c.GRPCAdditionalServerOptions, grpc.ChainUnaryInterceptor(
		func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
			if _, put := req.(*etcdserverpb.PutRequest); put {
				if err := err(); err != nil {
					return nil, err
				}
			}
			return handle(ctx, req)
		}))
	return c
}

// Too many requests: the server refuses more when 5,000 are written to its log and not yet carried out. What carries them out is
// held here, by the lock of the store that it writes to.
func TestTooManyRequests(t *testing.T) {
	member := start(t, config(t, "one"))[0]
	client := connect(t, address(member))
	for member.Server.ClusterVersion() == nil { // which would wait for the lock, and have every request wait for it
		time.Sleep(10 * time.Millisecond)
	}
	store := member.Server.Backend().BatchTx()
	store.Lock()
	release := sync.OnceFunc(store.Unlock)
	defer release()

	const puts = 6000
	errs := make([]error, puts)
	var refused atomic.Int64
	var all sync.WaitGroup
	for i := range puts {
		all.Go(func() {
			if _, errs[i] = client.Put(t.Context(), strconv.Itoa(i), ""); errors.Is(errs[i], rpctypes.ErrTooManyRequests) {
				refused.Add(1)
			}
		})
	}
	for refused.Load() == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	release()
	all.Wait()
	got, err := client.Get(t.Context(), "", clientv3.WithPrefix(), clientv3.WithKeysOnly())
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, kv := range got.Kvs {
		there[string(kv.Key)] = true
	}
	said := false
	for i, err := range errs {
		switch is := there[strconv.Itoa(i)]; {
		case errors.Is(err, rpctypes.ErrTooManyRequests) && is:
			t.Errorf("put %d was refused, and is there", i)
		case errors.Is(err, rpctypes.ErrTooManyRequests) && !said:
			said = true
			expect(t, err, "throttled")
		case err == nil && !is:
			t.Errorf("put %d was carried out, and is not there", i)
		}
	}
}

// One of two members has no leader once the other one has gone.
func TestNoLeader(t *testing.T) {
	one, two := config(t, "one"), config(t, "two")
	all := one.InitialCluster + "," + two.InitialCluster
	one.InitialCluster, two.InitialCluster = all, all
	members := start(t, one, two)
	client := connect(t, address(members[0]))
	if _, err := client.Put(t.Context(), "key", ""); err != nil {
		t.Fatal(err)
	}
	end(members[1])
	for members[0].Server.Leader() != 0 {
		time.Sleep(10 * time.Millisecond)
	}
	_, err := client.Put(clientv3.WithRequireLeader(t.Context()), "refused", "")
	expect(t, err, "transient unknown") // what is named first counts
	short, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err = client.Put(short, "late", "") // which waits for one
	expect(t, err, "unknown")
	got, err := client.Get(t.Context(), "refused", clientv3.WithSerializable())
	if err != nil || len(got.Kvs) != 0 {
		t.Errorf("what was refused: %v, error %v", got, err)
	}
}

// With idempotent=no no key is put twice while connections break, and the server says of one in ten that it has no leader.
func TestNothingTwice(t *testing.T) {
	trial.Chaos{Callers: 8, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		var requests atomic.Int64
		c := refusing(t, func() error {
			if requests.Add(1)%10 == 0 {
				return rpctypes.ErrGRPCNoLeader
			}
			return nil
		})
		member := start(t, c)[0]
		client := connect(t, trial.BreakingProxy(t, address(member)))
		inner := &trial.Writer{Write: func(ctx context.Context, id int) error { // the key's version is how often it was put
			short, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			_, err := client.Put(short, "ledger/"+strconv.Itoa(id), "")
			return err
		}}
		return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int {
			got, err := connect(t, address(member)).Get(t.Context(), "ledger/", clientv3.WithPrefix())
			if err != nil {
				t.Fatal(err)
			}
			done := map[int]int{}
			for _, kv := range got.Kvs {
				id, err := strconv.Atoi(string(kv.Key[len("ledger/"):]))
				if err != nil {
					t.Fatal(err)
				}
				done[id] = int(kv.Version)
			}
			return done
		}
	}}.NothingTwice(t)
}
