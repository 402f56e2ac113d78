package unnamed_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/unnamed"
)

// events notes what each attempt gets, and fails once.
type events struct{ got [][]any }

func (e *events) attempt(args ...any) error {
	e.got = append(e.got, args)
	if len(e.got) < 2 {
		return errors.New("not yet")
	}
	return nil
}

func (e *events) Publish(_ context.Context, event *unnamed.Event, s string, n int) (*unnamed.Event, int, error) {
	err := e.attempt(event.Name, s, n)
	return event, len(e.got), err
}

func (e *events) Blank(_ context.Context, event *unnamed.Event, s string) (int, error) {
	err := e.attempt(event.Name, s)
	return len(e.got), err
}

func (e *events) Mixed(_ context.Context, at time.Time, name string) (int, error) {
	err := e.attempt(at, name)
	return len(e.got), err
}

func (e *events) Twins(a, b unnamed.Event) (unnamed.Event, unnamed.Event) {
	e.got = append(e.got, []any{a.Name, b.Name})
	return b, a
}

func (e *events) Late(s string, _ context.Context) error { return e.attempt(s) }

func (e *events) Funcs(f func(int) error, send chan<- unnamed.Event, done <-chan struct{}, s struct{ A, B int }, i interface{ M() }, list [2]int, m map[string][]int) error {
	return e.attempt(f == nil, cap(send), done == nil, s.A, s.B, i == nil, list, m)
}

// Rule 2.15.
func TestParametersWithoutNamesArePassedInOrder(t *testing.T) {
	ctx := context.Background()
	event := &unnamed.Event{Name: "e"}
	now := time.Now()
	tests := []struct {
		name    string
		call    func(unnamed.Events) ([]any, error)
		passed  []any
		results []any
	}{
		{"Publish", func(e unnamed.Events) ([]any, error) {
			a, b, err := e.Publish(ctx, event, "s", 7)
			return []any{a, b}, err
		}, []any{"e", "s", 7}, []any{event, 2}},
		{"Blank", func(e unnamed.Events) ([]any, error) {
			n, err := e.Blank(ctx, event, "s")
			return []any{n}, err
		}, []any{"e", "s"}, []any{2}},
		{"Mixed", func(e unnamed.Events) ([]any, error) {
			n, err := e.Mixed(ctx, now, "name")
			return []any{n}, err
		}, []any{now, "name"}, []any{2}},
		{"Late", func(e unnamed.Events) ([]any, error) {
			return nil, e.Late("s", ctx)
		}, []any{"s"}, nil},
		{"Funcs", func(e unnamed.Events) ([]any, error) {
			return nil, e.Funcs(nil, make(chan unnamed.Event, 3), nil, struct{ A, B int }{1, 2}, nil, [2]int{3, 4}, map[string][]int{"k": {5}})
		}, []any{true, 3, true, 1, 2, true, [2]int{3, 4}, map[string][]int{"k": {5}}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inner := &events{}
			results, err := tt.call(unnamed.NewRetryingEvents(inner))
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff([][]any{tt.passed, tt.passed}, inner.got); diff != "" {
				t.Errorf("what the attempts got (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.results, results); diff != "" {
				t.Errorf("results (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTwins(t *testing.T) {
	a, b := unnamed.NewRetryingEvents(&events{}).Twins(unnamed.Event{Name: "a"}, unnamed.Event{Name: "b"})
	if a.Name != "b" || b.Name != "a" {
		t.Errorf("Twins returned %v, %v, want them as the inner method returned them", a, b)
	}
}
