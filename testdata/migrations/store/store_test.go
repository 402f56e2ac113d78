package store

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lib/pq"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGeneratedFilesAreUpToDate(t *testing.T) { trial.NothingStale(t) }

// What Mattermost's layer decides: two states of SQL are tried three times with 100 ms in between, and the third error is wrapped;
// every other error is returned as it is.
func TestSameDecisionsAsMattermost(t *testing.T) {
	const wrapped = "giving up after 3 consecutive repeatable transaction failures: "
	ms := func(n ...time.Duration) (at []time.Duration) {
		for _, d := range n {
			at = append(at, d*time.Millisecond)
		}
		return at
	}
	for _, test := range []struct {
		name     string
		fails    error
		failures int
		want     []time.Duration // when attempts begin
		text     string          // before the error's own
	}{
		{"serialization, twice", &pq.Error{Code: "40001"}, 2, ms(0, 100, 200), ""},
		{"deadlock, always", &pq.Error{Code: "40P01"}, 9, ms(0, 100, 200), wrapped},
		{"unique violation", &pq.Error{Code: "23505"}, 9, ms(0), ""},
		{"another error", errors.New("broken"), 9, ms(0), ""},
		{"none", nil, 0, ms(0), ""},
	} {
		accessors := 0
		for accessor := range reflect.TypeFor[Store]().Methods() {
			if accessor.Type.NumOut() == 0 {
				continue // Close
			}
			accessors++
			synctest.Test(t, func(t *testing.T) {
				inner := &database{fails: test.fails, failures: test.failures}
				began := time.Now()
				sub := reflect.ValueOf(NewRetryingStore(inner)).MethodByName(accessor.Name).Call(nil)[0]
				results := sub.MethodByName("Save").Call([]reflect.Value{reflect.ValueOf("text")})
				err, _ := results[1].Interface().(error)
				var at []time.Duration
				for _, begin := range inner.begins {
					at = append(at, begin.Sub(began))
				}
				if !slices.Equal(at, test.want) {
					t.Errorf("%s, %s: attempts at %v, want %v", accessor.Name, test.name, at, test.want)
				}
				failed := test.failures >= len(test.want)
				switch {
				case !failed && err != nil:
					t.Errorf("%s, %s: %v", accessor.Name, test.name, err)
				case failed && (!errors.Is(err, test.fails) || strings.HasPrefix(err.Error(), wrapped) != (test.text != "")):
					t.Errorf("%s, %s: %v, want %s%v", accessor.Name, test.name, err, test.text, test.fails)
				}
			})
		}
		if accessors != 30 {
			t.Errorf("%d stores, want 30", accessors)
		}
	}
}

// A database fails at first.
type database struct {
	fails    error
	failures int
	begins   []time.Time
}

func (d *database) answer() error {
	if d.begins = append(d.begins, time.Now()); len(d.begins) <= d.failures {
		return d.fails
	}
	return nil
}

func (d *database) Get(context.Context, string) (string, error) { return "text", d.answer() }
func (d *database) Save(string) (string, error)                 { return "text", d.answer() }
func (d *database) Delete(string) error                         { return d.answer() }
func (d *database) ClearCaches()                                {}
func (d *database) Close()                                      {}
func (d *database) MarkSystemRanUnitTests()                     {}
