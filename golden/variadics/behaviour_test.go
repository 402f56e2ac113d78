package variadics_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/variadics"
)

// db notes what each attempt gets, and fails twice.
type db struct{ got [][]any }

func (d *db) attempt(args ...any) error {
	d.got = append(d.got, args)
	if len(d.got) < 3 {
		return errors.New("not yet")
	}
	return nil
}

func (d *db) Query(ctx context.Context, sql string, args ...any) ([]string, error) {
	return []string{"row"}, d.attempt(sql, args)
}
func (d *db) Apply(opts ...variadics.Option) error { return d.attempt(len(opts)) }
func (d *db) All(_ context.Context, lists ...[]string) error {
	return d.attempt(lists)
}
func (d *db) Log(format string, args ...any)        { d.got = append(d.got, []any{format, args}) }
func (d *db) Contexts(all ...context.Context) error { return d.attempt(len(all)) }

func TestListsArePassedAsTheyAre(t *testing.T) {
	ctx := context.Background()
	tests := []struct {
		name     string
		call     func(variadics.DB) error
		want     []any
		attempts int
	}{
		{"a list", func(d variadics.DB) error { _, err := d.Query(ctx, "q", 1, "two", nil); return err }, []any{"q", []any{1, "two", nil}}, 3},
		{"nothing", func(d variadics.DB) error { _, err := d.Query(ctx, "q"); return err }, []any{"q", []any(nil)}, 3},
		{"a slice", func(d variadics.DB) error { _, err := d.Query(ctx, "q", []any{1}...); return err }, []any{"q", []any{1}}, 3},
		{"a slice as one element", func(d variadics.DB) error { _, err := d.Query(ctx, "q", []any{1}); return err }, []any{"q", []any{[]any{1}}}, 3},
		{"functions", func(d variadics.DB) error { return d.Apply(nil, nil) }, []any{2}, 3},
		{"lists of lists", func(d variadics.DB) error { return d.All(ctx, []string{"a"}, nil) }, []any{[][]string{{"a"}, nil}}, 3},
		{"contexts", func(d variadics.DB) error { return d.Contexts(ctx, ctx) }, []any{2}, 3},
		{"not retried", func(d variadics.DB) error { d.Log("f", 1, 2); return nil }, []any{"f", []any{1, 2}}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &db{}
				if err := tt.call(variadics.NewRetryingDB(inner)); err != nil {
					t.Error(err)
				}
				if len(inner.got) != tt.attempts {
					t.Errorf("%d attempts, want %d", len(inner.got), tt.attempts)
				}
				for i, got := range inner.got {
					if diff := cmp.Diff(tt.want, got); diff != "" {
						t.Errorf("what attempt %d got (-want +got):\n%s", i+1, diff)
					}
				}
			})
		})
	}
}

func TestResultsAreThoseOfTheLastAttempt(t *testing.T) {
	rows, err := variadics.NewRetryingDB(&db{}).Query(context.Background(), "q")
	if len(rows) != 1 || rows[0] != "row" || err != nil {
		t.Errorf("Query returned %v, %v", rows, err)
	}
}
