package questions_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/questions"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A reply is what an attempt returns.
type reply struct {
	answer *questions.Answer
	err    error
	after  time.Duration
}

// store replies with what a test gives it, a reply for each attempt; the last one is given again.
type store struct {
	questions.Store
	replies  []reply
	attempts int
}

func (s *store) next() reply {
	r := s.replies[min(s.attempts, len(s.replies)-1)]
	s.attempts++
	time.Sleep(r.after)
	return r
}

func (s *store) Put(context.Context, *questions.Answer, string) error    { return s.next().err }
func (s *store) Once(context.Context, time.Duration) error               { return s.next().err }
func (s *store) Names(context.Context, int, string) error                { return s.next().err }
func (s *store) Slow(context.Context) error                              { return s.next().err }
func (s *store) Left(context.Context) error                              { return s.next().err }
func (s *store) Spread(context.Context, ...string) error                 { return s.next().err }
func (s *store) Get(context.Context, int) (*questions.Answer, error)     { return s.answer() }
func (s *store) Head(context.Context, int) (*questions.Answer, error)    { return s.answer() }
func (s *store) Refused(context.Context, int) (*questions.Answer, error) { return s.answer() }
func (s *store) Try(context.Context, int, ...string) (*questions.Answer, error) {
	return s.answer()
}

func (s *store) answer() (*questions.Answer, error) {
	r := s.next()
	return r.answer, r.err
}

func (s *store) Hedged(context.Context, int) (int, string, error) {
	r := s.next()
	if r.answer == nil {
		return 0, "", r.err
	}
	return r.answer.Status, "none", r.err
}

func (s *store) IsFatal(err error) bool { return err == errFatal }

func (s *store) Pause(_ error, _ context.Context, id int) (time.Duration, bool) {
	return time.Duration(id) * time.Second, true
}

func (s *store) IsEmpty(a *questions.Answer) bool { return a != nil && a.Status == 0 }

var (
	errFatal = errors.New("fatal")
	busy     = reply{err: questions.ErrBusy}
)

// status is an attempt without an error.
func status(code int, after time.Duration) reply {
	return reply{answer: &questions.Answer{Status: code, After: after}}
}

// failed is an attempt with an error and a result.
func failed(code int) reply {
	return reply{answer: &questions.Answer{Status: code}, err: questions.ErrBusy}
}

// What gives up and what asks for a pause sees arguments and results, by expressions and by functions, and rejected results
// where it sees results.
//
// Rules 1.20, 1.21, 1.23 and 1.36.
func TestQuestionsAboutACall(t *testing.T) {
	ctx := context.Background()
	type call = func(r *questions.RetryingStore) error
	put := func(body *questions.Answer, method string) call {
		return func(r *questions.RetryingStore) error { return r.Put(ctx, body, method) }
	}
	get := func(n int) call {
		return func(r *questions.RetryingStore) error { _, err := r.Get(ctx, n); return err }
	}
	head := func(limit int) call {
		return func(r *questions.RetryingStore) error { _, err := r.Head(ctx, limit); return err }
	}
	try := func(id int, tags ...string) call {
		return func(r *questions.RetryingStore) error { _, err := r.Try(ctx, id, tags...); return err }
	}
	refused := func(id int) call {
		return func(r *questions.RetryingStore) error { _, err := r.Refused(ctx, id); return err }
	}
	names := func(n int, s string) call {
		return func(r *questions.RetryingStore) error { return r.Names(ctx, n, s) }
	}
	spread := func(tags ...string) call {
		return func(r *questions.RetryingStore) error { return r.Spread(ctx, tags...) }
	}
	once := func(r *questions.RetryingStore) error { return r.Once(ctx, 0) }
	slow := func(r *questions.RetryingStore) error { return r.Slow(ctx) }
	left := func(r *questions.RetryingStore) error { return r.Left(ctx) }
	hedged := func(n int) call {
		return func(r *questions.RetryingStore) error { _, _, err := r.Hedged(ctx, n); return err }
	}
	for _, test := range []struct {
		name     string
		call     call
		replies  []reply
		attempts int
		took     time.Duration
	}{
		{"parameters say so", put(&questions.Answer{}, "POST"), []reply{busy}, 1, 0},
		{"parameters do not", put(nil, "POST"), []reply{busy}, 4, 0},
		{"the number of the attempt", once, []reply{busy}, 3, 200 * time.Millisecond},
		{"the time", once, []reply{{err: questions.ErrBusy, after: 2 * time.Second}}, 1, 2 * time.Second},
		{"the results with the error", get(1), []reply{failed(500), failed(404)}, 2, 0},
		{"no results", get(1), []reply{busy}, 4, 0},
		{"a package and a parameter of one name", names(4, "abc"), []reply{busy}, 1, 0},
		{"a function and a parameter of one name", names(3, "abc"), []reply{busy}, 4, 0},
		{"a failure", slow, []reply{busy}, 4, 600 * time.Millisecond},
		{"a failure of an attempt in a goroutine of its own", left, []reply{busy}, 4, 600 * time.Millisecond},
		{"rejected results", head(300), []reply{status(500, time.Second), status(404, 0)}, 2, time.Second},
		{"an error after rejected results", head(300), []reply{status(500, time.Second), busy, status(200, 0)}, 3, time.Second},
		{"results that the parameter does not reject", head(501), []reply{status(500, time.Second)}, 1, 0},
		{"rejected results are not asked about", try(7), []reply{status(500, 0)}, 4, 0},
		{"not by what was asked about an error before", try(8, "a"), []reply{busy, status(500, 0)}, 4, time.Second},
		{"the error beside them is", try(7), []reply{status(500, 0), busy}, 2, 0},
		{"variadic arguments", spread("idle", "busy"), []reply{busy}, 1, 0},
		{"other variadic arguments", spread("idle"), []reply{busy}, 4, 0},
		{"a method of the inner value", refused(0), []reply{busy, {err: errFatal}}, 2, 0},
		{"a method that is given parameters", refused(2), []reply{busy}, 4, 6 * time.Second},
		{"a method about results", refused(3), []reply{status(0, 0), status(1, 0)}, 2, 0},
		{"attempts of their own goroutines", hedged(3), []reply{failed(2), failed(3)}, 2, 100 * time.Millisecond},
		{"their rejected results", hedged(3), []reply{status(1, 0)}, 1, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &store{replies: test.replies}
				start := time.Now()
				_ = test.call(questions.NewRetryingStore(inner))
				if took := time.Since(start); inner.attempts != test.attempts || took != test.took {
					t.Errorf("%d attempts in %v, want %d in %v", inner.attempts, took, test.attempts, test.took)
				}
			})
		})
	}
}

// What WithPolicies sets is asked beside the method's own questions: either ends the call, and the longer pause counts.
//
// Rule 1.36.
func TestPoliciesAreAskedBesideTheMethod(t *testing.T) {
	for _, test := range []struct {
		name     string
		policy   backoff.Policy
		attempts int
		took     time.Duration
	}{
		{"neither", backoff.Policy{}, 4, 600 * time.Millisecond},
		{"the policy gives up", backoff.Policy{Giveup: func(error) bool { return true }}, 1, 0},
		{"the policy's pause is longer", backoff.Policy{PauseFrom: func(error) (time.Duration, bool) { return time.Second, true }}, 5, 4 * time.Second},
		{"the method's pause is longer", backoff.Policy{PauseFrom: func(error) (time.Duration, bool) { return time.Millisecond, true }}, 4, 600 * time.Millisecond},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &store{replies: []reply{busy}}
				policies := questions.DefaultStorePolicies()
				if policies.Slow.Giveup != nil || policies.Slow.PauseFrom != nil {
					t.Error("the method's own questions are among its policy")
				}
				test.policy.MaxTries, test.policy.Errors = 5, policies.Slow.Errors
				policies.Slow = test.policy
				r, err := questions.NewRetryingStore(inner).WithPolicies(policies)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				_ = r.Slow(t.Context())
				if took := time.Since(start); inner.attempts != test.attempts || took != test.took {
					t.Errorf("%d attempts in %v, want %d in %v", inner.attempts, took, test.attempts, test.took)
				}
			})
		})
	}
}

// So does the policy's where the method asks for none at all.
func TestThePolicysPauseIsLongerThanNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &store{replies: []reply{failed(500)}}
		policies := questions.DefaultStorePolicies()
		policies.Head.PauseFrom = func(error) (time.Duration, bool) { return time.Second, true }
		r, err := questions.NewRetryingStore(inner).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		_, err = r.Head(t.Context(), 300)
		if took := time.Since(start); err != questions.ErrBusy || inner.attempts != 4 || took != 3*time.Second {
			t.Errorf("%d attempts in %v, and %v", inner.attempts, took, err)
		}
	})
}

// things fail with what a test says.
type things struct {
	err      error
	attempts int
}

func (s *things) fail() error                                   { s.attempts++; return s.err }
func (s *things) Fetch(context.Context, string) error           { return s.fail() }
func (s *things) Check(context.Context, func(error) bool) error { return s.fail() }
func (s *things) Save(context.Context) error                    { return s.fail() }
func (s *things) Ping() error                                   { return s.fail() }
func (s *things) Get(_ context.Context, _ int) (any, error)     { return 7, s.fail() }

// A default's expression means in each method what its names mean there.
//
// Rule 1.36.
func TestNamesOfADefault(t *testing.T) {
	other := errors.New("other")
	ctx := t.Context()
	for _, test := range []struct {
		name     string
		call     func(r *questions.RetryingThings) error
		err      error
		attempts int
	}{
		{"a parameter that is no function", func(r *questions.RetryingThings) error { return r.Fetch(ctx, "") }, other, 1},
		{"a parameter that is no function, retried", func(r *questions.RetryingThings) error { return r.Fetch(ctx, "") }, questions.ErrBusy, 3},
		{"a parameter that is one", func(r *questions.RetryingThings) error { return r.Check(ctx, func(error) bool { return false }) }, other, 3},
		{"none", func(r *questions.RetryingThings) error { return r.Save(ctx) }, other, 1},
	} {
		inner := &things{err: test.err}
		if err := test.call(questions.NewRetryingThings(inner)); err != test.err || inner.attempts != test.attempts {
			t.Errorf("%s: %v after %d attempts, want %d", test.name, err, inner.attempts, test.attempts)
		}
	}
	for key, attempts := range map[int]int{7: 1, 8: 3} {
		inner := &things{err: other}
		if _, err := questions.NewRetryingCache[int, any](inner).Get(ctx, key); err != other || inner.attempts != attempts {
			t.Errorf("a generic one: %v after %d attempts, want %d", err, inner.attempts, attempts)
		}
	}
}

// A call that succeeds at once allocates nothing for its questions.
func TestQuestionsCostNothingBeforeAFailure(t *testing.T) {
	inner := &store{replies: []reply{{answer: &questions.Answer{Status: 1}}}}
	r := questions.NewRetryingStore(inner)
	ctx, body := t.Context(), &questions.Answer{}
	if n := testing.AllocsPerRun(100, func() {
		_, _ = r.Get(ctx, 1)
		_, _ = r.Head(ctx, 300)
		_ = r.Put(ctx, body, "POST")
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
