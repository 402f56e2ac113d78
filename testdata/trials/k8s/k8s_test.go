package k8s

import (
	"context"
	"encoding/json"
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

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/rest"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

// A server answers as Kubernetes does. It creates and updates what refuse returns nil for, and counts that.
type server struct {
	*httptest.Server
	refuse func() *apierrors.StatusError

	mu   sync.Mutex
	done map[string]int
}

func start(t *testing.T, refuse func() *apierrors.StatusError) *server {
	t.Helper()
	s := &server{refuse: refuse, done: map[string]int{}}
	s.Server = httptest.NewUnstartedServer(s)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Start()
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP takes an object of which the whole has come.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var object corev1.ConfigMap
	if err := json.NewDecoder(r.Body).Decode(&object); err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if err := s.refuse(); err != nil {
		w.WriteHeader(int(err.ErrStatus.Code))
		err.ErrStatus.TypeMeta = metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}
		_ = json.NewEncoder(w).Encode(err.ErrStatus)
		return
	}
	s.done[object.Name]++
	object.TypeMeta = metav1.TypeMeta{Kind: "ConfigMap", APIVersion: "v1"}
	_ = json.NewEncoder(w).Encode(object)
}

// connect returns a client for objects of one kind, over HTTP/1.
func connect(t *testing.T, url string) typedcorev1.ConfigMapInterface {
	t.Helper()
	client, err := typedcorev1.NewForConfig(&rest.Config{Host: url, QPS: -1,
		ContentConfig: rest.ContentConfig{ContentType: "application/json", AcceptContentTypes: "application/json"}})
	if err != nil {
		t.Fatal(err)
	}
	return client.ConfigMaps("ledger")
}

func create(ctx context.Context, client typedcorev1.ConfigMapInterface, name string) error {
	_, err := client.Create(ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name}}, metav1.CreateOptions{})
	return err
}

func TestAnswers(t *testing.T) {
	of := schema.GroupResource{Resource: "configmaps"}
	for want, answers := range map[string][]*apierrors.StatusError{
		"throttled": {apierrors.NewTooManyRequests("busy", 0), apierrors.NewTooManyRequestsError("a budget is used up")},
		"conflict":  {apierrors.NewConflict(of, "name", nil)},
		"unknown": {apierrors.NewServerTimeout(of, "create", 0), apierrors.NewTimeoutError("late", 0), apierrors.NewServiceUnavailable("away"),
			apierrors.NewInternalError(io.ErrUnexpectedEOF)},
		"": {apierrors.NewAlreadyExists(of, "name"), apierrors.NewNotFound(of, "name"), apierrors.NewForbidden(of, "name", nil),
			apierrors.NewBadRequest("no"), apierrors.NewUnauthorized("who")},
	} {
		for _, answer := range answers {
			t.Run(string(answer.ErrStatus.Reason), func(t *testing.T) {
				s := start(t, func() *apierrors.StatusError { return answer })
				expect(t, create(t.Context(), connect(t, s.URL), "name"), want)
				if len(s.done) != 0 {
					t.Error("what was refused was carried out")
				}
			})
		}
	}
}

func TestConnections(t *testing.T) {
	ctx := t.Context()
	fine := func() *apierrors.StatusError { return nil }
	t.Run("the answer is lost", func(t *testing.T) {
		s := start(t, fine)
		s.Config.Handler = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			s.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		})
		expect(t, create(ctx, connect(t, s.URL), "name"), "unknown")
		if s.done["name"] != 1 {
			t.Errorf("%v is there", s.done)
		}
	})
	t.Run("nobody listens", func(t *testing.T) {
		s := start(t, fine)
		s.Close()
		expect(t, create(ctx, connect(t, s.URL), "name"), "unsent")
	})
	t.Run("no answer in time", func(t *testing.T) {
		s := start(t, func() *apierrors.StatusError { time.Sleep(200 * time.Millisecond); return nil })
		short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		defer cancel()
		expect(t, create(short, connect(t, s.URL), "name"), "unknown")
	})
	t.Run("client-go waits as a server asks, and tries again by itself", func(t *testing.T) {
		requests := 0
		s := start(t, nil)
		s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if requests++; requests == 1 {
				w.Header().Set("Retry-After", "0")
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			s.refuse = fine
			s.ServeHTTP(w, r)
		})
		if err := create(ctx, connect(t, s.URL), "name"); err != nil || requests != 2 {
			t.Errorf("%d requests, error %v", requests, err)
		}
	})
}

// With idempotent=no no object is created twice while connections break, and the server throttles one request in ten; it does
// not look whether an object is there.
func TestNothingTwice(t *testing.T) {
	trial.Chaos{Callers: 8, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		requests := 0
		s := start(t, func() *apierrors.StatusError {
			if requests++; requests%10 == 0 {
				return apierrors.NewTooManyRequestsError("busy")
			}
			return nil
		})
		client := connect(t, "http://"+trial.BreakingProxy(t, s.Listener.Addr().String()))
		inner := &trial.Writer{Write: func(ctx context.Context, id int) error { return create(ctx, client, strconv.Itoa(id)) }}
		return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int {
			s.mu.Lock()
			defer s.mu.Unlock()
			done := map[int]int{}
			for name, n := range maps.Clone(s.done) {
				id, err := strconv.Atoi(strings.TrimSpace(name))
				if err != nil {
					t.Fatal(err)
				}
				done[id] = n
			}
			return done
		}
	}}.NothingTwice(t)
}
