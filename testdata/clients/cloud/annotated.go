// Code generated from the table of clients' errors. DO NOT EDIT.

package cloud

import "context"

//go:generate go tool backoffgen

// Clients has a method for each client: what its name retries, and what all of its classes do.
type Clients interface {
	//backoff:policy max_tries=2 errors=@aws
	Aws(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@aws.unsent,@aws.throttled,@aws.conflict,@aws.unknown
	EachAws(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@azure
	Azure(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@azure.unsent,@azure.throttled,@azure.conflict,@azure.unknown
	EachAzure(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@k8s
	K8s(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@k8s.unsent,@k8s.throttled,@k8s.conflict,@k8s.unknown
	EachK8s(ctx context.Context) error
}
