package aws

import (
	"context"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

// A service answers as S3 does. It stores what answer is true for.
type service struct {
	*httptest.Server
	answer func(w http.ResponseWriter) (store bool)

	mu     sync.Mutex
	stored map[string]int // how often, by key
}

func start(t *testing.T, answer func(w http.ResponseWriter) bool) *service {
	t.Helper()
	s := &service{answer: answer, stored: map[string]int{}}
	s.Server = httptest.NewUnstartedServer(s)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Start()
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP stores an object of which the whole has come.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.answer(w) {
		s.stored[r.URL.Path]++
	}
}

// fail answers with an error of S3's.
func fail(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code><Message>no</Message></Error>", code)
}

// nobody has keys that no service checks.
type nobody struct{}

func (nobody) Retrieve(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
}

// connect returns a client that tries each request once.
func connect(url string) *s3.Client {
	return s3.NewFromConfig(aws.Config{Region: "eu-central-1", Credentials: nobody{}, BaseEndpoint: &url, RetryMaxAttempts: 1},
		func(o *s3.Options) { o.UsePathStyle = true })
}

func put(ctx context.Context, client *s3.Client, key string) error {
	_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String("ledger"), Key: &key, Body: strings.NewReader("entry")})
	return err
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		status int
		code   string
		want   string
	}{
		{503, "SlowDown", "throttled unknown"}, {400, "ThrottlingException", "throttled unknown"}, {429, "TooManyRequestsException", "throttled unknown"},
		{400, "RequestLimitExceeded", "throttled unknown"}, {429, "Other", "throttled unknown"},
		{409, "OperationAborted", "conflict"}, {409, "ConditionalRequestConflict", "conflict"}, {400, "TransactionConflictException", "conflict"},
		{500, "InternalError", "unknown"}, {502, "Other", "unknown"}, {503, "ServiceUnavailable", "unknown"}, {504, "Other", "unknown"},
		{400, "RequestTimeout", "unknown"},
		{403, "AccessDenied", ""}, {404, "NoSuchBucket", ""}, {412, "PreconditionFailed", ""}, {400, "InvalidRequest", ""},
	} {
		t.Run(fmt.Sprint(c.status, " ", c.code), func(t *testing.T) {
			s := start(t, func(w http.ResponseWriter) bool { fail(w, c.status, c.code); return false })
			expect(t, put(t.Context(), connect(s.URL), "key"), c.want)
			if len(s.stored) != 0 {
				t.Error("what was refused is stored")
			}
		})
	}
}

func TestConnections(t *testing.T) {
	ctx := t.Context()
	t.Run("the answer is lost", func(t *testing.T) {
		s := start(t, func(http.ResponseWriter) bool { return true })
		s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		})
		expect(t, put(ctx, connect(s.URL), "key"), "unknown")
		if s.stored["/ledger/key"] != 1 {
			t.Errorf("%v is stored", s.stored)
		}
	})
	t.Run("nobody listens", func(t *testing.T) {
		s := start(t, func(http.ResponseWriter) bool { return true })
		s.Close()
		expect(t, put(ctx, connect(s.URL), "key"), "unsent unknown") // what is named first counts
	})
	t.Run("no answer in time", func(t *testing.T) {
		s := start(t, func(http.ResponseWriter) bool { time.Sleep(200 * time.Millisecond); return true })
		short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		defer cancel()
		expect(t, put(short, connect(s.URL), "key"), "unknown")
	})
}

// With idempotent=no no object is stored twice while connections break, and the service throttles one request in ten.
func TestNothingTwice(t *testing.T) {
	trial.Chaos{Callers: 8, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		requests := 0
		s := start(t, func(w http.ResponseWriter) bool {
			requests++
			if requests%10 == 0 {
				fail(w, http.StatusServiceUnavailable, "SlowDown")
			}
			return requests%10 != 0
		})
		client := connect("http://" + trial.BreakingProxy(t, s.Listener.Addr().String()))
		inner := &trial.Writer{Write: func(ctx context.Context, id int) error { return put(ctx, client, strconv.Itoa(id)) }}
		return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int {
			s.mu.Lock()
			defer s.mu.Unlock()
			done := map[int]int{}
			for path, n := range maps.Clone(s.stored) {
				id, err := strconv.Atoi(strings.TrimPrefix(path, "/ledger/"))
				if err != nil {
					t.Fatal(err)
				}
				done[id] = n
			}
			return done
		}
	}}.NothingTwice(t)
}
