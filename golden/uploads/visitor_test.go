package uploads_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/backoffgen/backoffgen/golden/uploads"
)

// A visitor does what its function says in each of its methods.
type visitor struct {
	attempts int
	do       func(attempt int, f func(name string) error) error
}

func (v *visitor) try(f func(name string) error) error {
	v.attempts++
	return v.do(v.attempts, f)
}

func (v *visitor) Iter(_ context.Context, _ string, f func(string) error) error { return v.try(f) }

func (v *visitor) Walk(_ context.Context, visit uploads.Visit, each func(int, ...string) (bool, error)) error {
	return v.try(func(name string) error {
		if visit != nil {
			return visit(name)
		}
		_, err := each(1, name, "more")
		return err
	})
}

func (v *visitor) Within(ctx context.Context, f func(context.Context) error) error {
	return v.try(func(string) error { return f(ctx) })
}

func (v *visitor) Once(_ context.Context, f func()) error {
	return v.try(func(string) error { f(); return nil })
}

func (v *visitor) List(_ context.Context, opts ...func(*uploads.Object)) error {
	return v.try(func(string) error {
		for _, o := range opts {
			o(nil)
		}
		return nil
	})
}

var errFlaky = errors.New("flaky")

// A function that an attempt has called is not called again by another one: what its caller saw of it would come twice.
func TestRule3_10_AFunctionIsCalledByOneAttemptAlone(t *testing.T) {
	ctx := t.Context()
	var got []string
	note := func(name string) error { got = append(got, name); return nil }
	for name, test := range map[string]struct {
		do   func(attempt int, f func(string) error) error
		call func(r *uploads.RetryingVisitor) error
		want []string
		err  error
	}{
		"it fails before it calls": {
			func(attempt int, f func(string) error) error {
				if attempt < 3 {
					return errFlaky
				}
				return errors.Join(f("a"), f("b"))
			},
			func(r *uploads.RetryingVisitor) error { return r.Iter(ctx, "", note) }, []string{"a", "b"}, nil,
		},
		"it fails after it has called": {
			func(_ int, f func(string) error) error { return errors.Join(f("a"), f("b"), errFlaky) },
			func(r *uploads.RetryingVisitor) error { return r.Iter(ctx, "", note) }, []string{"a", "b"}, errFlaky,
		},
		"the caller's own error": {
			func(_ int, f func(string) error) error { return f("a") },
			func(r *uploads.RetryingVisitor) error {
				return r.Iter(ctx, "", func(name string) error { return errors.Join(note(name), errFlaky) })
			}, []string{"a"}, errFlaky,
		},
		"no function": {
			func(attempt int, f func(string) error) error {
				if f != nil {
					t.Error("nil has become a function")
				}
				if attempt < 3 {
					return errFlaky
				}
				return nil
			},
			func(r *uploads.RetryingVisitor) error { return r.Iter(ctx, "", nil) }, nil, nil,
		},
		"a type with a name": {
			func(_ int, f func(string) error) error { return errors.Join(f("a"), errFlaky) },
			func(r *uploads.RetryingVisitor) error { return r.Walk(ctx, note, nil) }, []string{"a"}, errFlaky,
		},
		"more parameters and results": {
			func(_ int, f func(string) error) error { return errors.Join(f("a"), errFlaky) },
			func(r *uploads.RetryingVisitor) error {
				return r.Walk(ctx, nil, func(n int, names ...string) (bool, error) {
					if n != 1 || !slices.Equal(names, []string{"a", "more"}) {
						t.Errorf("it is given %d and %q", n, names)
					}
					return true, note("each")
				})
			}, []string{"each"}, errFlaky,
		},
		"replay=always": {
			func(attempt int, f func(string) error) error {
				if err := f(""); err != nil || attempt == 3 {
					return err
				}
				return errFlaky
			},
			func(r *uploads.RetryingVisitor) error {
				return r.Within(ctx, func(context.Context) error { return note("body") })
			}, []string{"body", "body", "body"}, nil,
		},
		"replay=none": {
			func(int, func(string) error) error { return errFlaky },
			func(r *uploads.RetryingVisitor) error { return r.Once(ctx, func() { t.Error("called") }) }, nil, errFlaky,
		},
		"options": {
			func(attempt int, f func(string) error) error {
				if err := f(""); err != nil || attempt == 3 {
					return err
				}
				return errFlaky
			},
			func(r *uploads.RetryingVisitor) error {
				return r.List(ctx, func(*uploads.Object) { _ = note("option") })
			}, []string{"option", "option", "option"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got = nil
			err := test.call(uploads.NewRetryingVisitor(&visitor{do: test.do}))
			if !errors.Is(err, test.err) || (err == nil) != (test.err == nil) || !slices.Equal(got, test.want) {
				t.Errorf("got %v, calls %q, want %v and %q", err, got, test.err, test.want)
			}
		})
	}
}

// It may be called from any goroutine, also one that outlives the attempt.
func TestRule3_10_AFunctionIsCalledFromAnotherGoroutine(t *testing.T) {
	called := make(chan struct{})
	inner := &visitor{do: func(attempt int, f func(string) error) error {
		if attempt == 1 {
			go func() {
				_ = f("a")
				close(called)
			}()
			<-called
		}
		return errFlaky
	}}
	if err := uploads.NewRetryingVisitor(inner).Iter(t.Context(), "", func(string) error { return nil }); err != errFlaky || inner.attempts != 1 {
		t.Errorf("got %v after %d attempts, want the error itself after one", err, inner.attempts)
	}
}

// Telling costs two allocations.
func TestAllocationsOfAFunction(t *testing.T) {
	inner := &visitor{do: func(_ int, f func(string) error) error { return f("a") }}
	r, f, ctx := uploads.NewRetryingVisitor(inner), func(string) error { return nil }, t.Context()
	if got := testing.AllocsPerRun(100, func() {
		if err := r.Iter(ctx, "", f); err != nil {
			t.Fatal(err)
		}
	}); got > 2 {
		t.Errorf("%v allocations a call, want 2 at most", got)
	}
}
