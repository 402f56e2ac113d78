package kube

import (
	"context"
	"net"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/version"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/discovery"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

var (
	resource = schema.GroupResource{Resource: "pods"}
	busy     = apierrors.NewTooManyRequests("busy", 1)
	refused  = &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
)

// answers are the errors of the attempts to come.
type answers struct {
	errs     []error
	attempts int
}

func (a *answers) next() error {
	a.attempts++
	if len(a.errs) == 0 {
		return nil
	}
	err := a.errs[0]
	a.errs = a.errs[1:]
	return err
}

type fakePods struct {
	typedcorev1.PodInterface // the methods that no test calls
	answers
	watched context.Context // of the last attempt of Watch
}

func (f *fakePods) Get(_ context.Context, name string, _ metav1.GetOptions) (*corev1.Pod, error) {
	return &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name}}, f.next()
}

func (f *fakePods) EvictV1(context.Context, *policyv1.Eviction) error { return f.next() }

func (f *fakePods) Watch(ctx context.Context, _ metav1.ListOptions) (watch.Interface, error) {
	f.watched = ctx
	return watch.NewEmptyWatch(), f.next()
}

type fakeDiscovery struct {
	discovery.DiscoveryInterface // the methods that no test calls
	answers
}

func (f *fakeDiscovery) ServerVersion() (*version.Info, error) {
	return &version.Info{GitVersion: "v1.37.2"}, f.next()
}

func TestPods(t *testing.T) {
	forbidden := apierrors.NewForbidden(resource, "pod", nil)
	missing := apierrors.NewNotFound(resource, "pod")
	for _, test := range []struct {
		name     string
		errs     []error
		attempts int
		want     error
	}{
		{"busy and refused", []error{busy, refused, apierrors.NewServerTimeout(resource, "get", 1)}, 4, nil},
		{"giveup", []error{forbidden}, 1, forbidden},
		{"another error", []error{busy, missing}, 2, missing},
		{"tries are used up", []error{busy, busy, busy, busy, refused}, 5, refused},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				fake := &fakePods{answers: answers{errs: test.errs}}
				start := time.Now()
				pod, err := NewRetryingPods(fake).Get(t.Context(), "pod", metav1.GetOptions{})
				if err != test.want || fake.attempts != test.attempts || pod.Name != "pod" {
					t.Errorf("got %v, %v after %d attempts, want %v after %d", pod.Name, err, fake.attempts, test.want, test.attempts)
				}
				if got, want := time.Since(start), time.Duration(test.attempts-1)*100*time.Millisecond; got != want {
					t.Errorf("took %v, want %v", got, want)
				}
			})
		})
	}
}

func TestEmbeddedExpansionAndWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := &fakePods{answers: answers{errs: []error{busy}}}
		if err := NewRetryingPods(fake).EvictV1(t.Context(), &policyv1.Eviction{}); err != nil || fake.attempts != 2 {
			t.Errorf("EvictV1: %v after %d attempts", err, fake.attempts)
		}
		fake = &fakePods{answers: answers{errs: []error{busy, busy}}}
		events, err := NewRetryingPods(fake).Watch(t.Context(), metav1.ListOptions{})
		if err != nil || fake.attempts != 3 {
			t.Fatalf("Watch: %v after %d attempts", err, fake.attempts)
		}
		time.Sleep(time.Minute)
		if err := fake.watched.Err(); err != nil {
			t.Errorf("the context of the events is done: %v", err)
		}
		events.Stop()
	})
}

func TestDiscovery(t *testing.T) {
	fake := &fakeDiscovery{answers: answers{errs: []error{refused, refused}}}
	info, err := NewRetryingDiscovery(fake).ServerVersion()
	if err != nil || info.GitVersion != "v1.37.2" || fake.attempts != 3 {
		t.Errorf("got %v, %v after %d attempts", info, err, fake.attempts)
	}
	unauthorized := apierrors.NewUnauthorized("who are you?")
	fake = &fakeDiscovery{answers: answers{errs: []error{unauthorized}}}
	if _, err := NewRetryingDiscovery(fake).ServerVersion(); err != unauthorized || fake.attempts != 1 {
		t.Errorf("got %v after %d attempts", err, fake.attempts)
	}
}
