package embedded_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"testing"

	"github.com/backoffgen/backoffgen/golden/embedded"
)

var errAlways = errors.New("always")

// storage fails always, and counts.
type storage struct{ attempts int }

func (s *storage) fail() error {
	s.attempts++
	return errAlways
}

func (s *storage) Stat(context.Context, string) (fs.FileInfo, error) { return nil, s.fail() }
func (s *storage) Open(context.Context, string) (fs.File, error)     { return nil, s.fail() }
func (s *storage) Sync(context.Context) error                        { return s.fail() }
func (s *storage) Close() error                                      { return s.fail() }
func (s *storage) Read(p []byte) (int, error)                        { return copy(p, "abc"), s.fail() }
func (s *storage) Write(p []byte) (int, error)                       { return len(p), s.fail() }
func (s *storage) Seek(offset int64, whence int) (int64, error)      { return offset, s.fail() }

func TestEmbeddedLinesHaveTheirOwnPolicies(t *testing.T) {
	ctx := context.Background()
	inner := &storage{}
	decorated := embedded.NewRetryingStorage(inner)
	tests := []struct {
		name     string
		call     func() error
		attempts int
	}{
		{"Stat, annotated itself", func() error { _, err := decorated.Stat(ctx, ""); return err }, 2},
		{"Open, two levels down", func() error { _, err := decorated.Open(ctx, ""); return err }, 3},
		{"Sync, annotated in what is embedded", func() error { return decorated.Sync(ctx) }, 3},
		{"Close, which the policy of a line with others does not reach", func() error { return decorated.Close() }, 1},
		{"Read, not annotated", func() error { _, err := decorated.Read(nil); return err }, 1},
		{"Write, not annotated", func() error { _, err := decorated.Write(nil); return err }, 1},
		{"Seek, off", func() error { _, err := decorated.Seek(0, 0); return err }, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inner.attempts = 0
			if err := tt.call(); err != errAlways || inner.attempts != tt.attempts {
				t.Errorf("error %v after %d attempts, want the inner one after %d", err, inner.attempts, tt.attempts)
			}
		})
	}
}

// Rule 1.2.
func TestAnnotationInsideIsForItsOwnDecorator(t *testing.T) {
	inner := &storage{}
	if err := embedded.NewRetryingOpenCloser(inner).Sync(context.Background()); err != errAlways || inner.attempts != 9 {
		t.Errorf("error %v after %d attempts, want the inner one after 9", err, inner.attempts)
	}
}

func TestAliasOfAnInterfaceOfAnotherPackage(t *testing.T) {
	inner := &storage{}
	var closer io.ReadCloser = embedded.NewRetryingCloser(inner)
	p := make([]byte, 2)
	if n, err := closer.Read(p); n != 2 || err != errAlways || string(p) != "ab" || inner.attempts != 4 {
		t.Errorf("Read returned %d, %v and read %q in %d attempts, want 4", n, err, p, inner.attempts)
	}
	if err := closer.Close(); err != errAlways || inner.attempts != 5 {
		t.Errorf("error %v after %d attempts, want the inner one after 1 more, since a default does not reach Close", err, inner.attempts)
	}
}

// bucket fails always, and counts.
type bucket struct{ storage }

func (b *bucket) Sync() error                          { return b.fail() }
func (b *bucket) WriteString(text string) (int, error) { return len(text), b.fail() }

// Rule 1.40: a line with methods goes before the one without, a name is as good as an annotation on the method (Close is one
// that a default does not reach), and what a line does not select is under the default.
func TestLinesSelectMethods(t *testing.T) {
	inner := &bucket{}
	decorated := embedded.NewRetryingBucket(inner)
	for _, tt := range []struct {
		name     string
		call     func() error
		attempts int
	}{
		{"Read, by a pattern", func() error { _, err := decorated.Read(nil); return err }, 3},
		{"Close, by its name", decorated.Close, 3},
		{"Seek, off by its name", func() error { _, err := decorated.Seek(0, 0); return err }, 1},
		{"WriteString, by its name on the embedded line", func() error { _, err := decorated.WriteString("x"); return err }, 2},
		{"Write, off as the rest of that line", func() error { _, err := decorated.Write(nil); return err }, 1},
		{"Sync, under the default", decorated.Sync, 5},
	} {
		inner.attempts = 0
		if err := tt.call(); err != errAlways || inner.attempts != tt.attempts {
			t.Errorf("%s: error %v after %d attempts, want the inner one after %d", tt.name, err, inner.attempts, tt.attempts)
		}
	}
}
