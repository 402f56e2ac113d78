package draft_test

import (
	"go/types"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/draft"
)

// Rule 2.23: where a client returns commands, the interface has what their Result returns, and an adapter makes it of the client.
func TestCommands(t *testing.T) {
	p := packages{}
	p.add(t, "github.com/redis/go-redis/v9", `package redis
import "context"
type Cmd[T any] struct{}
func (*Cmd[T]) Result() (val T, err error) { return val, nil }
type Future struct{}
func (*Future) Result(wait bool) error { return nil }
type Client struct{}
func (*Client) Get(ctx context.Context, key string) *Cmd[string] { return nil }
func (*Client) Del(c context.Context, _ int, keys ...string) *Cmd[int64] { return nil }
func (*Client) Later() *Future { return nil }
func (*Client) Close() error { return nil }
`)
	in := draft.Input{
		Type: p["github.com/redis/go-redis/v9"].Scope().Lookup("Client").(*types.TypeName), Path: "example.com/user", Package: "user",
		Names: map[string]bool{"redisClient": true},
		Docs:  map[string]string{"Client.Get": "End of support notice: it ends.\n\nThis change affects some.\n\nGet gets a value. It is fast.\n"},
		Order: map[string]int{"Client.Get": 0, "Client.Del": 1, "Client.Later": 2, "Client.Close": 3},
	}
	text, err := draft.File(in)
	if err != nil {
		t.Fatal(err)
	}
	const want = `package user

import (
	"context"

	redis "github.com/redis/go-redis/v9"
)

// Client has the methods of redis.Client.
//
// The policy repeats what @redis says was not carried out. Say of each method, in an annotation of its own, or
// here of all, whether it may be carried out twice: idempotent=yes, no or key. Until one says yes, a lost
// connection ends its call, since nobody knows then what was done.
//
// The client itself repeats what failed, so that tries multiply: backoffgen explain -clients redis says how that
// is switched off.
//
//backoff:policy deadline=5s pause=20ms multiplier=2 max_pause=1s jitter=full max_tries=4 errors=@redis
type Client interface {
	// Get gets a value.
	Get(ctx context.Context, key string) (string, error)

	Del(c context.Context, _ int, keys ...string) (int64, error)

	// Not retried: its last result is not an error.
	Later() *redis.Future

	// Not retried under the default: what is closed once is not closed again.
	Close() error
}

// redisClientAdapter makes a Client of a *redis.Client, whose methods return commands:
// NewRetryingClient(redisClientAdapter{client}).
type redisClientAdapter struct{ *redis.Client }

func (c redisClientAdapter) Get(ctx context.Context, key string) (string, error) {
	return c.Client.Get(ctx, key).Result()
}

func (cc redisClientAdapter) Del(c context.Context, p1 int, keys ...string) (int64, error) {
	return cc.Client.Del(c, p1, keys...).Result()
}

var _ Client = redisClientAdapter{}
`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
}

// Rule 2.23: an interface with type parameters, in the package itself, has an adapter too.
func TestCommandsOfGenericInterface(t *testing.T) {
	p := packages{}
	p.add(t, "example.com/user", `package user
type Cmd[T any] interface { Result() (T, error) }
type Source[K comparable, V any] interface {
	Find(key K) Cmd[[]V]
	Name() string
}
`)
	in := draft.Input{
		Type: p["example.com/user"].Scope().Lookup("Source").(*types.TypeName), Path: "example.com/user", Package: "user",
		Names: map[string]bool{"Source": true, "Cmd": true},
	}
	text, err := draft.File(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"type SourceAPI[K comparable, V any] interface {\n",
		"\tFind(key K) ([]V, error)\n",
		"type source[K comparable, V any] struct{ Source[K, V] }\n",
		"func (c source[K, V]) Find(key K) ([]V, error) {\n\treturn c.Source.Find(key).Result()\n}\n",
		"func _[K comparable, V any]() { var _ SourceAPI[K, V] = source[K, V]{} }\n",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the file has no %q:\n%s", want, text)
		}
	}
}
