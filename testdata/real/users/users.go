// Package users is the interface over redis that a program really has: a typed repository whose methods return errors,
// so that they can be retried where go-redis's commands, which carry their error inside them, cannot.
package users

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// ErrNoUser is returned for a user that is not there.
var ErrNoUser = errors.New("no such user")

// A User is what is kept.
type User struct {
	ID   string
	Name string
}

// Users keeps users. A connection that is cut shows as io.EOF far more often than as ECONNRESET, a refused one as a
// *net.OpError, and a pool without a connection to lend as redis.ErrPoolTimeout. The tries reach over more than a second,
// for as long as the client's pool goes on to report a server that has refused it without asking it again.
//
//backoff:policy attempt_timeout=250ms deadline=2s pause=50ms max_tries=30 errors=io.EOF,io.ErrUnexpectedEOF,net.Error,syscall.ECONNRESET,syscall.EPIPE,redis.ErrPoolTimeout giveup="errors.Is(err, redis.ErrClosed)"
type Users interface {
	// Get returns a user, or an error that is ErrNoUser.
	//
	//backoff:policy 250ms 2s 50ms error max_tries=30 giveup=isFinal
	Get(ctx context.Context, id string) (*User, error)

	// Put writes a user.
	Put(ctx context.Context, u *User) error

	// Visit counts a visit, and returns how many there were. It counts one twice when an attempt's answer was lost.
	Visit(ctx context.Context, id string) (int64, error)

	// Visits returns how many visits there were.
	Visits(ctx context.Context, id string) (int64, error)

	// Rename changes a user's name unless somebody else writes the user meanwhile.
	//
	//backoff:policy attempt_timeout=400ms deadline=3s pause=20ms max_tries=100 errors=redis.TxFailedErr,io.EOF,io.ErrUnexpectedEOF,net.Error,redis.ErrPoolTimeout giveup="err == ErrNoUser"
	Rename(ctx context.Context, id, name string) error
}

// isFinal reports what another attempt would not change.
func isFinal(err error) bool { return errors.Is(err, ErrNoUser) || errors.Is(err, redis.ErrClosed) }

// A Store is Users over redis.
type Store struct {
	// Redis has MaxRetries -1 and DialerRetries 1, since tries multiply otherwise, and ContextTimeoutEnabled, since it
	// looks at its own timeouts alone otherwise.
	Redis *redis.Client
}

var _ Users = (*Store)(nil)

func key(id string) string    { return "user:" + id }
func visits(id string) string { return "visits:" + id }

// Get is as [Users] says.
func (s *Store) Get(ctx context.Context, id string) (*User, error) {
	return read(ctx, s.Redis, id)
}

// Put is as [Users] says.
func (s *Store) Put(ctx context.Context, u *User) error {
	return write(ctx, s.Redis, u)
}

// Visit is as [Users] says.
func (s *Store) Visit(ctx context.Context, id string) (int64, error) {
	return s.Redis.Incr(ctx, visits(id)).Result()
}

// Visits is as [Users] says.
func (s *Store) Visits(ctx context.Context, id string) (int64, error) {
	n, err := s.Redis.Get(ctx, visits(id)).Int64()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	return n, err
}

// Rename is as [Users] says.
func (s *Store) Rename(ctx context.Context, id, name string) error {
	return s.Redis.Watch(ctx, func(tx *redis.Tx) error {
		u, err := read(ctx, tx, id)
		if err != nil {
			return err
		}
		u.Name = name
		_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error { return write(ctx, p, u) })
		return err
	}, key(id))
}

func read(ctx context.Context, r redis.Cmdable, id string) (*User, error) {
	data, err := r.Get(ctx, key(id)).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, ErrNoUser
	}
	if err != nil {
		return nil, err
	}
	u := new(User)
	if err := json.Unmarshal(data, u); err != nil {
		return nil, fmt.Errorf("user %q: %w", id, err)
	}
	return u, nil
}

func write(ctx context.Context, r redis.Cmdable, u *User) error {
	data, err := json.Marshal(u)
	if err != nil {
		return err
	}
	return r.Set(ctx, key(u.ID), data, 0).Err()
}
