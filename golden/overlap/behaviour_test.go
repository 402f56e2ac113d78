package overlap_test

import (
	"context"
	"errors"
	"testing"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/overlap"
	"github.com/backoffgen/backoffgen/testdata/overlap/first"
	"github.com/backoffgen/backoffgen/testdata/overlap/second"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var errBusy = errors.New("busy")

// inner always fails, and counts its calls.
type inner map[string]int

func (i inner) Read([]byte) (int, error)  { i["Read"]++; return 0, errBusy }
func (i inner) Write([]byte) (int, error) { i["Write"]++; return 0, errBusy }
func (i inner) Close() error              { i["Close"]++; return errBusy }
func (i inner) String() string            { i["String"]++; return "inner" }

func (i inner) Get(_ context.Context, id string) (string, error) {
	i["Get"]++
	return id, errBusy
}

// everything is all methods that there are.
type everything interface {
	second.Writer
	String() string
}

func TestOverlappingMethods(t *testing.T) {
	tests := []struct {
		name     string
		decorate func(inner) first.Store
		attempts map[string]int
	}{
		{"All", func(i inner) first.Store { return overlap.NewRetryingAll(i) }, map[string]int{"Read": 3, "Get": 3, "Write": 3, "Close": 2, "String": 1}},
		{"Off", func(i inner) first.Store { return overlap.NewRetryingOff(i) }, map[string]int{"Read": 1, "Get": 3, "Close": 1}},
		{"Aliased", func(i inner) first.Store { return overlap.NewRetryingAliased(i) }, map[string]int{"Read": 3, "Get": 3, "Close": 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i := inner{}
			decorated := tt.decorate(i)
			if _, err := decorated.Read(nil); err != errBusy {
				t.Errorf("Read returned %v", err)
			}
			if id, err := decorated.Get(t.Context(), "x"); id != "x" || err != errBusy {
				t.Errorf("Get returned %q, %v", id, err)
			}
			if err := decorated.Close(); err != errBusy {
				t.Errorf("Close returned %v", err)
			}
			if all, ok := decorated.(everything); ok {
				if _, err := all.Write(nil); err != errBusy || all.String() != "inner" {
					t.Errorf("Write returned %v", err)
				}
			}
			for name, want := range tt.attempts {
				if i[name] != want {
					t.Errorf("%s was called %d times, want %d", name, i[name], want)
				}
			}
		})
	}
}

func TestInlineInterfaces(t *testing.T) {
	i := inner{}
	decorated := overlap.NewRetryingInline(i)
	if err := decorated.Close(); err != errBusy || i["Close"] != 1 {
		t.Errorf("Close returned %v after %d attempts, want 1", err, i["Close"])
	}
	if _, err := decorated.Get(t.Context(), ""); err != errBusy || i["Get"] != 3 {
		t.Errorf("Get returned %v after %d attempts, want 3", err, i["Get"])
	}
	if decorated.String() != "inner" || i["String"] != 1 {
		t.Errorf("String was called %d times", i["String"])
	}
}
