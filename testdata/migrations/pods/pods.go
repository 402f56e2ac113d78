// Package pods decorates client-go's client of pods, so that no caller has to wrap its calls in retry.OnError of
// k8s.io/client-go/util/retry any more.
package pods

import (
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

//go:generate go tool backoffgen

// Pods has the numbers of retry.DefaultBackoff. What changes nothing, or is gone the second time, is repeated after every failure
// that may pass, what creates or changes something only when the server took nothing in.
type Pods interface {
	//backoff:policy pause=10ms multiplier=5 jitter=0.1 max_tries=4 errors=mayPass idempotent=yes methods=Get,List,Watch,Delete
	//backoff:policy pause=10ms multiplier=5 jitter=0.1 max_tries=4 errors=apierrors.IsTooManyRequests idempotent=no methods=Create,Update*,Patch,Apply*
	corev1.PodInterface
}

// mayPass reports whether the server may do better next time.
func mayPass(err error) bool {
	return apierrors.IsServerTimeout(err) || apierrors.IsTimeout(err) || apierrors.IsTooManyRequests(err) || apierrors.IsInternalError(err)
}
