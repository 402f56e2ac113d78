package objstore

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/thanos-io/objstore"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGeneratedFilesAreUpToDate(t *testing.T) { trial.NothingStale(t) }

var (
	errBusy     = errors.New("busy")
	errNotFound = errors.New("not found")
	errDenied   = errors.New("denied")
)

var calls = map[string]func(context.Context, objstore.Bucket) error{
	"Get":        func(ctx context.Context, b objstore.Bucket) error { _, err := b.Get(ctx, "a"); return err },
	"GetRange":   func(ctx context.Context, b objstore.Bucket) error { _, err := b.GetRange(ctx, "a", 1, 2); return err },
	"Exists":     func(ctx context.Context, b objstore.Bucket) error { _, err := b.Exists(ctx, "a"); return err },
	"Attributes": func(ctx context.Context, b objstore.Bucket) error { _, err := b.Attributes(ctx, "a"); return err },
	"Iter": func(ctx context.Context, b objstore.Bucket) error {
		return b.Iter(ctx, "a", func(string) error { return nil })
	},
	"Upload": func(ctx context.Context, b objstore.Bucket) error {
		return b.Upload(ctx, "a", strings.NewReader("text"))
	},
	"Delete": func(ctx context.Context, b objstore.Bucket) error { return b.Delete(ctx, "a") },
	"Upload of what cannot be rewound": func(ctx context.Context, b objstore.Bucket) error {
		return b.Upload(ctx, "a", struct{ io.Reader }{strings.NewReader("text")})
	},
}

// What BucketWithRetries decides: an error is tried five times, with pauses of 5 to 10 s, 10 to 20 s and so on, at most a
// minute, except when the context is over, the object is not there, access is denied, or an upload's reader cannot be rewound.
func TestSameDecisionsAsBucketWithRetries(t *testing.T) {
	for name, call := range calls {
		for _, test := range []struct {
			fails error
			want  int
		}{
			{errBusy, 5},
			{errNotFound, 1},
			{errDenied, 1},
			{context.Canceled, 1},
			{context.DeadlineExceeded, 1},
		} {
			t.Run(name+", "+test.fails.Error(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					want := test.want
					if name == "Upload of what cannot be rewound" {
						want = 1
					}
					inner := &failing{Bucket: objstore.NewInMemBucket(), err: test.fails}
					if err := call(t.Context(), NewRetryingBucket(Final{inner})); err != test.fails {
						t.Errorf("err = %v, want the bucket's own", err)
					}
					if len(inner.begins) != want {
						t.Fatalf("%d attempts, want %d", len(inner.begins), want)
					}
					for i := 1; i < want; i++ {
						top := min(10*time.Second<<(i-1), time.Minute)
						if pause := inner.begins[i].Sub(inner.begins[i-1]); pause < top/2 || pause > top {
							t.Errorf("pause %d was %v, want %v to %v", i, pause, top/2, top)
						}
					}
				})
			})
		}
	}
}

// Reader asks the bucket itself whether to give up, by giveup=.IsObjNotFoundErr.
func TestReaderGivesUpByTheBucketsPredicate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for fails, want := range map[error]int{errBusy: 5, errNotFound: 1, errDenied: 5} {
			inner := &failing{Bucket: objstore.NewInMemBucket(), err: fails}
			if _, err := NewRetryingReader(inner).Get(t.Context(), "a"); err != fails || len(inner.begins) != want {
				t.Errorf("%d attempts and %v, want %d and %v", len(inner.begins), err, want, fails)
			}
		}
	})
}

// An upload that is repeated sends the whole text again, from where its reader was.
func TestUploadIsRewound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := objstore.NewInMemBucket()
		inner := &failing{Bucket: store, err: errBusy, left: 2}
		reader := strings.NewReader("#text")
		if _, err := reader.ReadByte(); err != nil {
			t.Fatal(err)
		}
		if err := NewRetryingBucket(Final{inner}).Upload(t.Context(), "a", reader); err != nil {
			t.Fatal(err)
		}
		if got := string(store.Objects()["a"]); got != "text" || len(inner.begins) != 3 {
			t.Errorf("stored %q after %d attempts, want text after 3", got, len(inner.begins))
		}
	})
}

// The one difference, on purpose: a listing that has called f is not begun again, since f would see entries twice.
func TestListingThatHasBegunIsNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &failing{Bucket: objstore.NewInMemBucket(), err: errBusy, lists: true}
		var seen []string
		err := NewRetryingBucket(Final{inner}).Iter(t.Context(), "a", func(name string) error {
			seen = append(seen, name)
			return nil
		})
		if err != errBusy || len(seen) != 1 {
			t.Errorf("%v after the entries %q, want the bucket's error after one", err, seen)
		}
	})
}

// A failing bucket fails, or the first left times.
type failing struct {
	objstore.Bucket
	err    error
	left   int
	lists  bool // an entry before it fails
	begins []time.Time
}

func (f *failing) fail() error {
	f.begins = append(f.begins, time.Now())
	if f.left > 0 && len(f.begins) > f.left {
		return nil
	}
	return f.err
}

func (f *failing) IsObjNotFoundErr(err error) bool  { return errors.Is(err, errNotFound) }
func (f *failing) IsAccessDeniedErr(err error) bool { return errors.Is(err, errDenied) }

func (f *failing) Get(context.Context, string) (io.ReadCloser, error) { return nil, f.fail() }

func (f *failing) GetRange(context.Context, string, int64, int64) (io.ReadCloser, error) {
	return nil, f.fail()
}

func (f *failing) Exists(context.Context, string) (bool, error) { return false, f.fail() }

func (f *failing) Attributes(context.Context, string) (objstore.ObjectAttributes, error) {
	return objstore.ObjectAttributes{}, f.fail()
}

func (f *failing) Iter(_ context.Context, _ string, call func(string) error, _ ...objstore.IterOption) error {
	if f.lists {
		if err := call("a/b"); err != nil {
			return err
		}
	}
	return f.fail()
}

func (f *failing) Delete(context.Context, string) error { return f.fail() }

func (f *failing) Upload(ctx context.Context, name string, r io.Reader, opts ...objstore.ObjectUploadOption) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := f.fail(); err != nil {
		return err
	}
	return f.Bucket.Upload(ctx, name, strings.NewReader(string(text)), opts...)
}
