package stores

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	gocql "github.com/apache/cassandra-gocql-driver/v2"
	gocql1 "github.com/gocql/gocql"
	"github.com/redis/go-redis/v9"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

func TestRedis(t *testing.T) {
	classcheck.Test(t, redisClasses(), redisCases(t)...)
}

func redisCases(t testing.TB) []classcheck.Case {
	t.Helper()
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(redis.ErrPoolTimeout, "unsent"),
		classcheck.In(redis.ErrPoolExhausted, "unsent"),
		classcheck.In(answer(t, "ERR max number of clients reached"), "throttled"),
		classcheck.In(redis.TxFailedErr, "conflict"),
		classcheck.In(redis.Nil),
		classcheck.In(redis.ErrClosed),
	)
	for text, class := range map[string]string{
		"LOADING Redis is loading the dataset in memory":                        "transient",
		"READONLY You can't write against a read only replica.":                 "transient",
		"MASTERDOWN Link with MASTER is down":                                   "transient",
		"TRYAGAIN Multiple keys request during rehashing of slot":               "transient",
		"CLUSTERDOWN The cluster is down":                                       "transient",
		"NOREPLICAS Not enough good replicas to write.":                         "transient",
		"BUSY Redis is busy running a script. You can only call SCRIPT KILL.":   "transient",
		"BUSYGROUP Consumer Group name already exists":                          "",
		"WRONGTYPE Operation against a key holding the wrong kind of value":     "",
		"OOM command not allowed when used memory > 'maxmemory'.":               "",
		"EXECABORT Transaction discarded because of previous errors.":           "",
		"MISCONF Redis is configured to save RDB snapshots, but it is not able": "",
	} {
		c := classcheck.In(answer(t, text))
		if class != "" {
			c.Classes = []string{class}
		}
		cases = append(cases, c)
	}
	return cases
}

// answer is the error of a command that a server answers with a text.
func answer(t testing.TB, text string) error {
	t.Helper()
	client := redis.NewClient(&redis.Options{
		MaxRetries: -1, Protocol: 2, DisableIdentity: true,
		Dialer: func(context.Context, string, string) (net.Conn, error) {
			near, far := net.Pipe()
			go func() {
				defer far.Close()
				for buffer := make([]byte, 1024); ; {
					if _, err := far.Read(buffer); err != nil {
						return
					}
					if _, err := io.WriteString(far, "-"+text+"\r\n"); err != nil {
						return
					}
				}
			}()
			return near, nil
		},
	})
	defer client.Close()
	err := client.Get(t.Context(), "key").Err()
	if err == nil || err.Error() != text {
		t.Fatalf("the error is %v, want %s", err, text)
	}
	return err
}

func TestMongo(t *testing.T) {
	classcheck.Test(t, mongoClasses(), mongoCases(t)...)
}

func mongoCases(t testing.TB) []classcheck.Case {
	t.Helper()
	labelled := func(labels ...string) error { return mongo.CommandError{Code: 1, Labels: labels} }
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(topology.ServerSelectionError{Wrapped: errors.New("none")}, "unsent"),
		classcheck.In(topology.WaitQueueTimeoutError{Wrapped: context.DeadlineExceeded}, "unsent", "unknown"),
		classcheck.In(labelled("SystemOverloadedError", "RetryableError"), "throttled"),
		classcheck.In(labelled("SystemOverloadedError")),
		classcheck.In(labelled("NoWritesPerformed", "RetryableWriteError"), "transient", "unknown"),
		classcheck.In(labelled("TransientTransactionError"), "conflict"),
		classcheck.In(labelled("TransientTransactionError", "NetworkError"), "conflict", "unknown"),
		classcheck.In(labelled("UnknownTransactionCommitResult"), "unknown"),
		classcheck.In(labelled("RetryableWriteError"), "unknown"),
		classcheck.In(labelled("NetworkError"), "unknown"),
		classcheck.In(mongo.CommandError{Labels: []string{"NetworkError"}, Wrapped: classcheck.Untrusted()}),
		classcheck.In(labelled("NetworkTimeoutError"), "unknown"),
		classcheck.In(mongo.WriteException{Labels: []string{"RetryableWriteError"}}, "unknown"),
		classcheck.In(mongo.WriteException{WriteErrors: mongo.WriteErrors{{Code: 11000}}}),
		classcheck.In(mongo.ErrNoDocuments),
	)
	for _, code := range []int32{6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436} {
		cases = append(cases, classcheck.In(mongo.CommandError{Code: code}, "unknown"))
	}
	return cases
}

// A failure is an error of the protocol's, as a coordinator sends it.
type failure int

func (f failure) Code() int       { return int(f) }
func (f failure) Message() string { return "no" }
func (f failure) Error() string   { return "no" }

func TestGocql(t *testing.T) {
	classcheck.Test(t, gocqlClasses(), gocqlCases(t)...)
}

func gocqlCases(t testing.TB) []classcheck.Case {
	t.Helper()
	var _ gocql.RequestError = failure(0)
	var _ gocql.RequestError = &gocql.RequestErrUnavailable{} // the driver's own are of the interface, too
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(gocql.ErrNoConnections, "unsent"),
		classcheck.In(gocql.ErrNoConnectionsStarted, "unsent"),
		classcheck.In(gocql.ErrNoStreams, "unsent"),
		classcheck.In(failure(gocql.ErrCodeOverloaded), "throttled"),
		classcheck.In(failure(gocql.ErrCodeUnavailable), "transient"),
		classcheck.In(failure(gocql.ErrCodeBootstrapping), "transient"),
		classcheck.In(gocql.ErrTimeoutNoResponse, "unknown"),
		classcheck.In(gocql.ErrConnectionClosed, "unknown"),
		classcheck.In(failure(gocql.ErrCodeSyntax)),
		classcheck.In(gocql.ErrNotFound),
	)
	for _, code := range []int{gocql.ErrCodeWriteTimeout, gocql.ErrCodeWriteFailure, gocql.ErrCodeReadTimeout, gocql.ErrCodeReadFailure, gocql.ErrCodeCASWriteUnknown} {
		cases = append(cases, classcheck.In(failure(code), "unknown"))
	}
	return cases
}

// The driver had another module path before, whose errors are not those of this one.
func TestGocqlOther(t *testing.T) {
	classcheck.Test(t, gocqlotherClasses(), gocqlotherCases(t)...)
}

func gocqlotherCases(t testing.TB) []classcheck.Case {
	t.Helper()
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(gocql1.ErrNoConnections, "unsent"),
		classcheck.In(gocql1.ErrTimeoutNoResponse, "unknown"),
		classcheck.In(failure(gocql1.ErrCodeOverloaded), "throttled"),
		classcheck.In(failure(gocql1.ErrCodeUnavailable), "transient"),
		classcheck.In(gocql.ErrNoConnections),
	)
	return cases
}

func TestClickhouse(t *testing.T) {
	classcheck.Test(t, clickhouseClasses(), clickhouseCases(t)...)
}

func clickhouseCases(t testing.TB) []classcheck.Case {
	t.Helper()
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(clickhouse.ErrAcquireConnTimeout, "unsent"),
		classcheck.In(&clickhouse.Exception{Code: 202}, "throttled"),
		classcheck.In(&clickhouse.Exception{Code: 252}, "throttled"),
		classcheck.In(&clickhouse.Exception{Code: 242}, "transient"),
		classcheck.In(driver.ErrBadConn, "unknown"),
		classcheck.In(clickhouse.ErrConnectionClosed, "unknown"),
		classcheck.In(&clickhouse.Exception{Code: 62}),
		classcheck.In(&clickhouse.Exception{Code: 201}),
	)
	for _, code := range []int32{159, 203, 209, 210, 225, 241, 279, 319, 439, 999} {
		cases = append(cases, classcheck.In(&clickhouse.Exception{Code: code}, "unknown"))
	}
	return cases
}
