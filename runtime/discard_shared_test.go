package backoff_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A shared result is what two attempts return, as those of a cache or a singleflight.Group are; its kinds differ in how it can be
// told that they are one.
type (
	handle   struct{ closed *sync.Map }
	byValue  struct{ handle }
	withRows struct {
		handle
		rows []int
		more map[string]any
		some any
		also [1]any
	}
	numbered int
)

func (h handle) Close() error { h.closed.Store("", true); return nil }

var closedNumbers sync.Map

func (n numbered) Close() { closedNumbers.Store(n, true) }

// A result that the caller holds is never closed, be it that two attempts have returned it.
func TestRule3_9_ASharedResultStaysOpen(t *testing.T) {
	for name, p := range map[string]Policy{
		"hedged":               {Hedge: 100 * ms, MaxTries: 2},
		"abandoned":            {AttemptTimeout: 100 * ms, Abandon: true, MaxTries: 2},
		"hedged and abandoned": {Hedge: 50 * ms, AttemptTimeout: 100 * ms, Abandon: true, MaxTries: 2, Deadline: time.Second},
	} {
		for first := range 3 { // which attempt returns first, and whether at once
			var closed sync.Map
			h := handle{&closed}
			rows := withRows{handle: h, rows: []int{1}, more: map[string]any{"a": []int{1}}, some: []int{2}, also: [1]any{[]int{3}}}
			rows.some = rows.rows
			for _, result := range []any{&h, h, byValue{h}, rows, &rows, numbered(first)} {
				t.Run(fmt.Sprintf("%s, %T", name, result), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						flight := make(chan struct{})
						time.AfterFunc(140*ms, func() { close(flight) })
						took := [][2]time.Duration{{0, ms}, {ms, 0}, {0, 0}}[first]
						var mu sync.Mutex
						n := 0
						got, err := Do(t.Context(), &p, func(context.Context) (any, error) {
							mu.Lock()
							mine := took[n]
							n++
							mu.Unlock()
							<-flight
							time.Sleep(mine)
							return result, nil
						})
						time.Sleep(time.Minute)
						synctest.Wait()
						if _, bad := closed.Load(""); bad || err != nil || got == nil || n != 2 {
							t.Errorf("got %v, %v after %d attempts, and it is closed: %v", got, err, n, bad)
						}
						if _, bad := closedNumbers.Load(numbered(first)); bad {
							t.Error("the number is closed")
						}
					})
				})
			}
		}
	}
}

// What a late attempt brought that nobody holds is closed, as soon as it is decided that nobody will.
func TestRule3_9_ALateResultOfItsOwnIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := Policy{AttemptTimeout: 100 * ms, Pause: 100 * ms, Abandon: true, MaxTries: 3}
		began := time.Now()
		var mu sync.Mutex
		var closed []string
		n := 0
		_, err := Do(t.Context(), &p, func(context.Context) (closer, error) {
			mu.Lock()
			n++
			mine := n
			mu.Unlock()
			time.Sleep([]time.Duration{130 * ms, 130 * ms, 50 * ms}[mine-1] + time.Duration(mine)*100*ms - 100*ms)
			return func() {
				mu.Lock()
				defer mu.Unlock()
				closed = append(closed, fmt.Sprint(mine, " at ", time.Since(began)))
			}, nil
		})
		time.Sleep(time.Minute)
		synctest.Wait()
		// The first comes in a pause, the second in the third attempt, which ends without a success.
		if got := fmt.Sprint(closed); err != ErrAttemptTimeout || got != "[1 at 130ms 2 at 500ms 3 at 650ms]" {
			t.Errorf("%v; closed are %s", err, got)
		}
	})
}

// A panic decides it, too.
func TestRule3_9_ALateResultOfACallThatPanicsIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		closed := make(chan bool, 1)
		p := Policy{AttemptTimeout: 100 * ms, Abandon: true}
		attempts := nth(after(130*ms, nil), func(context.Context) error { time.Sleep(50 * ms); panic(errFatal) })
		func() {
			defer func() {
				if v := recover(); v != errFatal {
					t.Errorf("recovered %v", v)
				}
			}()
			_, err := Do(t.Context(), &p, func(ctx context.Context) (closer, error) {
				_, err := attempts(ctx)
				return func() { closed <- true }, err
			})
			t.Errorf("returned %v", err)
		}()
		if synctest.Wait(); len(closed) != 1 {
			t.Error("it is open")
		}
	})
}

// The same *http.Response: the caller's own goroutine replaces its Body meanwhile.
func TestRule3_9_ASharedResponseIsNotTouched(t *testing.T) {
	for range 50 {
		synctest.Test(t, func(t *testing.T) {
			body := &tracked{Reader: strings.NewReader("text")}
			resp := &http.Response{Body: body}
			m := decorate.New("Store", 1).Method("Do", Policy{AttemptTimeout: 100 * ms, Hedge: 10 * ms, MaxTries: 2}, decorate.RunsAsync, decorate.KeepsResult)
			call := decorate.Async(&m, func(context.Context) (*http.Response, error) {
				time.Sleep(50 * ms)
				return resp, nil
			})
			defer call.End()
			call.DiscardLate(func(d decorate.Discarder, late *http.Response) { d.DiscardBody(late.Body) })
			got, err := call.Next(t.Context())
			if call.Retry(t.Context(), err) {
				t.Fatal("the call goes on")
			}
			got.Body = call.ReleaseOnClose(got.Body)
			time.Sleep(time.Minute)
			if text, err := io.ReadAll(got.Body); string(text) != "text" || err != nil || body.closed != 0 {
				t.Errorf("read %q, %v; closed %d times", text, err, body.closed)
			}
		})
	}
}

// Nor is the body that the caller reads closed, be it in another response that comes late.
func TestRule3_9_ASharedBodyStaysOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		body := &tracked{Reader: strings.NewReader("text")}
		p := Policy{Hedge: 10 * ms, MaxTries: 2}
		got, err := Do(t.Context(), &p, func(context.Context) (*http.Response, error) {
			time.Sleep(50 * ms)
			return &http.Response{Body: body}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if text, err := io.ReadAll(got.Body); string(text) != "text" || err != nil || body.closed != 0 {
			t.Errorf("read %q, %v; closed %d times", text, err, body.closed)
		}
	})
}

// Nor the one of a response that two attempts return with other results beside it, whose Body the caller has wrapped by then.
func TestRule3_9_ASharedResponseBesideOtherResults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type results struct {
			resp *http.Response
			n    int
		}
		body := &tracked{Reader: strings.NewReader("text")}
		resp := &http.Response{Body: body}
		m := decorate.New("Store", 1).Method("Do", Policy{AttemptTimeout: time.Second, Hedge: 10 * ms, MaxTries: 2}, decorate.RunsAsync, decorate.KeepsResult)
		wrapped := make(chan struct{})
		number := nth(func(context.Context) error { <-wrapped; return nil }, after(10*ms, nil))
		call := decorate.Async(&m, func(ctx context.Context) (results, error) {
			n, err := number(ctx)
			return results{resp, n}, err
		})
		defer call.End()
		call.DiscardLate(func(d decorate.Discarder, late results) { d.DiscardBody(late.resp.Body) })
		got, err := call.Next(t.Context())
		if call.Retry(t.Context(), err) || got.n != 2 {
			t.Fatalf("got the results of attempt %d", got.n)
		}
		got.resp.Body = call.ReleaseOnClose(got.resp.Body)
		close(wrapped)
		time.Sleep(time.Minute)
		synctest.Wait()
		if text, err := io.ReadAll(got.resp.Body); string(text) != "text" || err != nil || body.closed != 0 {
			t.Errorf("read %q, %v; closed %d times", text, err, body.closed)
		}
	})
}

// Nor any other result that two attempts return with others beside it.
func TestRule3_9_ASharedResultBesideOtherResults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type results struct {
			shared *tracked
			n      int
		}
		shared := new(tracked)
		m := decorate.New("Store", 1).Method("Open", Policy{Hedge: 10 * ms, MaxTries: 2}, decorate.RunsAsync, decorate.KeepsResult)
		number := nth(after(50*ms, nil), after(10*ms, nil))
		call := decorate.Async(&m, func(ctx context.Context) (results, error) {
			n, err := number(ctx)
			return results{shared, n}, err
		})
		defer call.End()
		call.DiscardLate(func(d decorate.Discarder, late results) { d.Discard(late.shared) })
		got, err := call.Next(t.Context())
		if call.Retry(t.Context(), err) || got.n != 2 {
			t.Fatalf("got the results of attempt %d", got.n)
		}
		if time.Sleep(time.Minute); shared.closed != 0 {
			t.Errorf("it is closed %d times", shared.closed)
		}
	})
}
