package bench

import "context"

// Directory hands out what has many methods, as clients of Kubernetes do.
//
//backoff:wrap
type Directory interface {
	Open() Wide
}

// Wide has as many methods under a policy as a client of some size.
//
//backoff:policy attempt_timeout=10s deadline=1m max_tries=3 errors=ErrBusy
type Wide interface {
	Create(ctx context.Context, id string) error
	Update(ctx context.Context, id string) error
	Delete(ctx context.Context, id string) error
	Get(ctx context.Context, id string) error
	List(ctx context.Context, id string) error
	Watch(ctx context.Context, id string) error
	Patch(ctx context.Context, id string) error
	Apply(ctx context.Context, id string) error
	Count(ctx context.Context, id string) error
	Lock(ctx context.Context, id string) error
	Unlock(ctx context.Context, id string) error
	Copy(ctx context.Context, id string) error
	Move(ctx context.Context, id string) error
	Rename(ctx context.Context, id string) error
	Tag(ctx context.Context, id string) error
	Untag(ctx context.Context, id string) error
}

// wide is a Wide whose methods are not called.
type wide struct{ Wide }

// directory hands out the same wide each time, which costs nothing.
type directory struct{ wide *wide }

func (d directory) Open() Wide { return d.wide }
