package keypages_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/keypages"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

type users struct{ callee }

func (u *users) Get(ctx context.Context, id string) (string, error) { return "", u.next(ctx) }

func TestGiveup(t *testing.T) {
	tell(t, "giveup", func(ctx context.Context, s *story) {
		inner := &users{callee{{err: keypages.ErrBusy}, {err: fmt.Errorf("user 7: %w", keypages.ErrNotFound)}}}
		keypages.NewRetryingUsers(inner, backoff.WithObserver(s)).Get(ctx, "7")
	})
}

type ratings struct{ callee }

func (r *ratings) Stars(ctx context.Context, book string) (float64, error) { return 0, r.next(ctx) }

func TestFallback(t *testing.T) {
	tell(t, "fallback", func(ctx context.Context, s *story) {
		inner := &ratings{callee{{err: keypages.ErrUnavailable}}}
		stars, err := keypages.NewRetryingRatings(inner, backoff.WithObserver(s)).Stars(ctx, "Emma")
		s.say("the caller has %v and the error %v.", stars, err)
	})
}

// replicas answer in turn, each after some time of its own.
type replicas struct{ callee }

func (r *replicas) Read(ctx context.Context, key string) (string, error) { return "", r.next(ctx) }

func TestHedge(t *testing.T) {
	tell(t, "hedge", func(ctx context.Context, s *story) {
		inner := &replicas{callee{{takes: 200 * ms}, {takes: 20 * ms}}}
		keypages.NewRetryingReplicas(inner, backoff.WithObserver(s)).Read(ctx, "k")
	})
}

type sensor struct{}

func (sensor) Temperature(register int) (float64, error) {
	time.Sleep(time.Second) // whatever anybody wants
	return 20, nil
}

func TestOnTimeout(t *testing.T) {
	tell(t, "on_timeout", func(_ context.Context, s *story) {
		keypages.NewRetryingSensor(sensor{}, backoff.WithObserver(s)).Temperature(1)
		time.Sleep(2 * time.Second)
	})
}

// plugins keep the contexts of their attempts.
type plugins struct{ loaded, described context.Context }

func (p *plugins) Load(ctx context.Context, name string) (any, error) {
	p.loaded = ctx
	return name, nil
}

func (p *plugins) Describe(ctx context.Context, name string) (*keypages.Description, error) {
	p.described = ctx
	return &keypages.Description{Text: name}, nil
}

func TestLifetime(t *testing.T) {
	tell(t, "lifetime", func(ctx context.Context, s *story) {
		inner := &plugins{}
		decorator := keypages.NewRetryingPlugins(inner, backoff.WithObserver(s))
		decorator.Load(ctx, "a")
		decorator.Describe(ctx, "b")
		time.Sleep(time.Minute)
		s.say("the context of Load has the error %v, and that of Describe %v.", inner.loaded.Err(), inner.described.Err())
	})
}

// backups fail once, when they have read four bytes, and note what they read.
type backups struct {
	failures int
	read     []string
}

func (b *backups) Upload(ctx context.Context, name string, from io.Reader) error {
	part, err := make([]byte, 4), error(nil)
	if b.failures--; b.failures >= 0 {
		_, _ = io.ReadFull(from, part)
		err = keypages.ErrBusy
	} else {
		part, _ = io.ReadAll(from)
	}
	b.read = append(b.read, string(part))
	return err
}

func (b *backups) Append(ctx context.Context, name string, from io.Reader) error {
	return b.Upload(ctx, name, from)
}

func TestReplay(t *testing.T) {
	tell(t, "replay", func(ctx context.Context, s *story) {
		pipe := func() io.Reader { return io.MultiReader(strings.NewReader("backup")) } // which cannot be rewound
		file := &backups{failures: 1}
		keypages.NewRetryingBackups(file, backoff.WithObserver(s)).Upload(ctx, "b", strings.NewReader("backup"))
		s.say("Upload of a file has read %q.", file.read)
		piped := &backups{failures: 1}
		keypages.NewRetryingBackups(piped, backoff.WithObserver(s)).Upload(ctx, "b", pipe())
		s.say("Upload of a pipe has read %q.", piped.read)
		appended := &backups{failures: 1}
		keypages.NewRetryingBackups(appended, backoff.WithObserver(s)).Append(ctx, "b", pipe())
		s.say("Append of a pipe has read %q.", appended.read)
	})
}

type uploads struct{ callee }

func (u *uploads) Store(ctx context.Context, name string, content []byte) error { return u.next(ctx) }

func TestRetryFor(t *testing.T) {
	tell(t, "retry_for", func(ctx context.Context, s *story) {
		inner := &uploads{callee{{10 * time.Second, keypages.ErrBusy}, {10 * time.Second, keypages.ErrUnavailable}, {2 * time.Minute, keypages.ErrBusy}}}
		keypages.NewRetryingUploads(inner, backoff.WithObserver(s)).Store(ctx, "film", nil)
	})
}
