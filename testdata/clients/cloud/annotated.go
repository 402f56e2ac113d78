// Code generated from the table of clients' errors. DO NOT EDIT.

package cloud

import "context"

//go:generate go tool backoffgen

// Clients has methods for each client: under the policy to start from, one that must not be carried out twice, and one that
// retries all that is known.
type Clients interface {
	//backoff:policy deadline=1m pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@aws idempotent=yes
	Aws(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@aws idempotent=no
	AwsOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@aws,@aws.conflict,@aws.unknown
	AwsAll(ctx context.Context) error

	//backoff:policy deadline=2m pause=500ms multiplier=2 max_pause=20s jitter=full max_tries=4 errors=@azure idempotent=yes
	Azure(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@azure idempotent=no
	AzureOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@azure,@azure.conflict,@azure.unknown
	AzureAll(ctx context.Context) error

	//backoff:policy deadline=1m pause=100ms multiplier=2 max_pause=5s jitter=full max_tries=5 errors=@k8s idempotent=yes
	K8s(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@k8s idempotent=no
	K8sOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@k8s,@k8s.conflict,@k8s.unknown
	K8sAll(ctx context.Context) error
}
