// Package kube decorates client-go's typed client of pods and its discovery client.
package kube

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/discovery"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

// Pods has its policy on the embedded line.
type Pods interface {
	//backoff:policy attempt_timeout=3s deadline=10s pause=100ms max_tries=5 errors=apierrors.IsServerTimeout,apierrors.IsTooManyRequests,apierrors.IsInternalError,net.Error giveup=apierrors.IsForbidden
	corev1.PodInterface

	// Watch returns events that are received after the call, which its limits must not end.
	//
	//backoff:policy attempt_timeout=10s pause=100ms max_tries=5 errors=apierrors.IsServerTimeout,apierrors.IsTooManyRequests
	Watch(ctx context.Context, opts metav1.ListOptions) (watch.Interface, error)
}

// Discovery is client-go's under an alias. Its methods take no context.
//
//backoff:retry 3 errors=net.Error giveup="apierrors.IsUnauthorized(err) || apierrors.IsForbidden(err)"
type Discovery = discovery.DiscoveryInterface

var _ = apierrors.IsForbidden
