package pods

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/util/retry"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGeneratedFilesAreUpToDate(t *testing.T) { trial.NothingStale(t) }

var resource = schema.GroupResource{Resource: "pods"}

// The decorator makes the attempts that retry.OnError of client-go makes around the same calls, with retry.DefaultBackoff and
// the predicate that each method has.
func TestSameDecisionsAsRetryOnError(t *testing.T) {
	never := func(error) bool { return false }
	for name, method := range map[string]struct {
		retriable func(error) bool
		call      func(context.Context, corev1.PodInterface) error
	}{
		"Get": {mayPass, func(ctx context.Context, p corev1.PodInterface) error {
			_, err := p.Get(ctx, "a", metav1.GetOptions{})
			return err
		}},
		"Delete": {mayPass, func(ctx context.Context, p corev1.PodInterface) error {
			return p.Delete(ctx, "a", metav1.DeleteOptions{})
		}},
		"Create": {apierrors.IsTooManyRequests, func(ctx context.Context, p corev1.PodInterface) error {
			_, err := p.Create(ctx, &core.Pod{}, metav1.CreateOptions{})
			return err
		}},
		"UpdateStatus": {apierrors.IsTooManyRequests, func(ctx context.Context, p corev1.PodInterface) error {
			_, err := p.UpdateStatus(ctx, &core.Pod{}, metav1.UpdateOptions{})
			return err
		}},
		"DeleteCollection": {never, func(ctx context.Context, p corev1.PodInterface) error {
			return p.DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{})
		}},
	} {
		for _, fails := range []error{
			apierrors.NewServerTimeout(resource, "get", 1),
			apierrors.NewTimeoutError("late", 1),
			apierrors.NewTooManyRequests("busy", 1),
			apierrors.NewInternalError(errors.New("broken")),
			apierrors.NewNotFound(resource, "a"),
			apierrors.NewConflict(resource, "a", errors.New("changed")),
			errors.New("of no kind"),
		} {
			for _, failures := range []int{2, 9} {
				synctest.Test(t, func(t *testing.T) {
					theirs, ours := &pods{fails: fails, failures: failures}, &pods{fails: fails, failures: failures}
					want := retry.OnError(retry.DefaultBackoff, method.retriable, func() error { return method.call(t.Context(), theirs) })
					got := method.call(t.Context(), NewRetryingPods(ours))
					if len(ours.begins) != len(theirs.begins) || got != want {
						t.Fatalf("%s, %v: %d attempts and %v; retry.OnError makes %d, and %v", name, fails, len(ours.begins), got, len(theirs.begins), want)
					}
					for i := 1; i < len(ours.begins); i++ {
						pause, theirPause := ours.begins[i].Sub(ours.begins[i-1]), theirs.begins[i].Sub(theirs.begins[i-1])
						if ratio := float64(pause) / float64(theirPause); ratio < 0.8 || ratio > 1.2 { // both have jitter
							t.Errorf("%s, %v: pause %d was %v, and that of retry.OnError %v", name, fails, i, pause, theirPause)
						}
					}
				})
			}
		}
	}
}

// A pods client fails at first.
type pods struct {
	corev1.PodInterface
	fails    error
	failures int
	begins   []time.Time
}

func (p *pods) answer() error {
	if p.begins = append(p.begins, time.Now()); len(p.begins) <= p.failures {
		return p.fails
	}
	return nil
}

func (p *pods) Get(context.Context, string, metav1.GetOptions) (*core.Pod, error) {
	return nil, p.answer()
}

func (p *pods) Create(context.Context, *core.Pod, metav1.CreateOptions) (*core.Pod, error) {
	return nil, p.answer()
}

func (p *pods) UpdateStatus(context.Context, *core.Pod, metav1.UpdateOptions) (*core.Pod, error) {
	return nil, p.answer()
}

func (p *pods) Delete(context.Context, string, metav1.DeleteOptions) error { return p.answer() }

func (p *pods) DeleteCollection(context.Context, metav1.DeleteOptions, metav1.ListOptions) error {
	return p.answer()
}
