package methodnames

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// flaky fails twice, and then succeeds. Its methods are those of the interfaces, as far as they are called.
type flaky struct {
	Error_
	Words_
	attempts int
}

// Under other names, since a field hides the methods of its own name.
type (
	Error_ = Error
	Words_ = Words
)

func (f *flaky) attempt() error {
	if f.attempts++; f.attempts < 3 {
		return errors.New("not yet")
	}
	return nil
}

func (f *flaky) Error() string                     { return "flaky" }
func (f *flaky) Next() error                       { return f.attempt() }
func (f *flaky) Err() error                        { return f.attempt() }
func (f *flaky) Context() (context.Context, error) { return context.TODO(), f.attempt() }
func (f *flaky) String() (string, error)           { return "s", f.attempt() }
func (f *flaky) inner() error                      { return f.attempt() }
func (f *flaky) Inner() error                      { return f.attempt() }
func (f *flaky) Call(context.Context) error        { return f.attempt() }
func (f *flaky) Method() error                     { return f.attempt() }
func (f *flaky) End() error                        { return f.attempt() }
func (f *flaky) Done(context.Context, error) error { return f.attempt() }
func (f *flaky) R() error                          { return f.attempt() }
func (f *flaky) Unwrap() error                     { return f.attempt() }
func (f *flaky) RetryingError() error              { return f.attempt() }
func (f *flaky) Policy(context.Context) error      { return f.attempt() }
func (f *flaky) Policies(context.Context) error    { return f.attempt() }
func (f *flaky) Option(context.Context) error      { return f.attempt() }
func (f *flaky) Decorate(context.Context) error    { return f.attempt() }
func (f *flaky) 世界() error                         { return f.attempt() }
func (f *flaky) _x() error                         { return f.attempt() }
func (f *flaky) X_y() error                        { return f.attempt() }

func (f *flaky) Çall(_ context.Context, λ int) (π int, err error) { return λ, f.attempt() }

func TestMethods(t *testing.T) {
	f := &flaky{}
	all, ctx := NewRetryingError(f), t.Context()
	under := newRetryingUnder_score(f)
	for name, call := range map[string]func() error{
		"Next": all.Next, "Err": all.Err, "inner": all.inner, "Inner": all.Inner, "Method": all.Method, "End": all.End, "R": all.R,
		"Unwrap": all.Unwrap, "RetryingError": all.RetryingError,
		"Context":         func() error { _, err := all.Context(); return err },
		"String":          func() error { _, err := all.String(); return err },
		"Call":            func() error { return all.Call(ctx) },
		"Done":            func() error { return all.Done(ctx, nil) },
		"Policy.Policy":   func() error { return NewRetryingPolicy(f).Policy(ctx) },
		"Policy.Policies": func() error { return NewRetryingPolicy(f).Policies(ctx) },
		"Option.Option":   func() error { return NewRetryingOption(f).Option(ctx) },
		"Call.Call":       func() error { return NewRetryingCall(f).Call(ctx) },
		"Decorator":       func() error { return NewRetryingDecorator(f).Decorate(ctx) },
		"世界":              NewRetryingÜnïcode(f).世界,
		"_x":              under._x,
		"X_y":             under.X_y,
	} {
		f.attempts = 0
		if err := call(); err != nil || f.attempts != 3 {
			t.Errorf("%s returned %v after %d attempts, want no error after 3", name, err, f.attempts)
		}
	}
	if all.Error() != "flaky" {
		t.Errorf("Error says %q", all.Error())
	}
	f.attempts = 0
	if π, err := NewRetryingÜnïcode(f).Çall(ctx, 4); π != 4 || err != nil || f.attempts != 3 {
		t.Errorf("got %d, %v after %d attempts", π, err, f.attempts)
	}
}

// words is a part of Words.
type words struct {
	Words_
	flaky
}

func (w *words) Types(_ context.Context, error, bool, append int) (int, error_) {
	return error + bool + append, w.attempt()
}

type error_ = error

func (w *words) Requests(*http.Request, string) (*http.Response, error) {
	return &http.Response{}, w.attempt()
}

func (w *words) Locals(_ context.Context, r, call, each, attempt, inner, own, ctx, decorated, policies, opts int) (int, error) {
	return r + call + each + attempt + inner + own + ctx + decorated + policies + opts, w.attempt()
}

func (w *words) Numbered(a int, p0 string, b bool) (int, string, error) { return a, p0, w.attempt() }

func TestParameters(t *testing.T) {
	w := &words{}
	decorated, ctx := NewRetryingWords(w), t.Context()
	check := func(name string, got, want any, err error) {
		t.Helper()
		if got != want || err != nil || w.attempts != 3 {
			t.Errorf("%s returned %v, %v after %d attempts, want %v after 3", name, got, err, w.attempts, want)
		}
		w.attempts = 0
	}
	n, err := decorated.Types(ctx, 1, 10, 100)
	check("Types", n, 111, err)
	n, err = decorated.Locals(ctx, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
	check("Locals", n, 55, err)
	_, s, err := decorated.Numbered(1, "two", true)
	check("Numbered", s, "two", err)
	req, err := http.NewRequestWithContext(ctx, "GET", "http://localhost/", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := decorated.Requests(req, "")
	check("Requests", resp.StatusCode, 0, err)
}
