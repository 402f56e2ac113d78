package naming

import (
	stdcontext "context"
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// clash notes what each attempt gets, and fails twice.
type clash struct{ got [][]any }

func (c *clash) attempt(args ...any) error {
	c.got = append(c.got, args)
	if len(c.got) < 3 {
		return fmt.Errorf("attempt %d", len(c.got))
	}
	return nil
}

func (c *clash) Locals(_ stdcontext.Context, a, b, d, e string) (int, error) {
	err := c.attempt("Locals", a, b, d, e)
	return len(c.got), err
}

func (c *clash) Imports(at time.Duration, u *url.URL, a, b string) error {
	return c.attempt("Imports", at, u, a, b)
}

func (c *clash) Builtins(_ stdcontext.Context, a, b, d, e int, list []byte) (bool, error) {
	return true, c.attempt("Builtins", a, b, d, e, len(list))
}

func (c *clash) Results(_ stdcontext.Context, a, b int) (int, string, error) {
	return 7, "seven", c.attempt("Results", a, b)
}

func (c *clash) inner(stdcontext.Context) error { return c.attempt("inner") }
func (c *clash) Inner(stdcontext.Context) error { return c.attempt("Inner") }
func (c *clash) fetch(stdcontext.Context) error { return c.attempt("fetch") }
func (c *clash) Fetch(stdcontext.Context) error { return c.attempt("Fetch") }
func (c *clash) Type(stdcontext.Context) error  { return c.attempt("Type") }

func (c *clash) WithPolicies(_ stdcontext.Context, n int) (Clash, error) {
	return c, c.attempt("WithPolicies", n)
}

func TestEveryMethodCallsItsOwnWithItsOwnParameters(t *testing.T) {
	ctx := stdcontext.Background()
	u := &url.URL{Host: "host"}
	tests := []struct {
		call func(Clash) ([]any, error)
		want []any // the method's name, and what it gets
		back []any
	}{
		{func(c Clash) ([]any, error) { n, err := c.Locals(ctx, "a", "b", "c", "d"); return []any{n}, err },
			[]any{"Locals", "a", "b", "c", "d"}, []any{3}},
		{func(c Clash) ([]any, error) { return nil, c.Imports(time.Second, u, "a", "b") },
			[]any{"Imports", time.Second, u, "a", "b"}, nil},
		{func(c Clash) ([]any, error) {
			b, err := c.Builtins(ctx, 1, 2, 3, 4, make([]byte, 5))
			return []any{b}, err
		},
			[]any{"Builtins", 1, 2, 3, 4, 5}, []any{true}},
		{func(c Clash) ([]any, error) { n, s, err := c.Results(ctx, 1, 2); return []any{n, s}, err },
			[]any{"Results", 1, 2}, []any{7, "seven"}},
		{func(c Clash) ([]any, error) { return nil, c.inner(ctx) }, []any{"inner"}, nil},
		{func(c Clash) ([]any, error) { return nil, c.Inner(ctx) }, []any{"Inner"}, nil},
		{func(c Clash) ([]any, error) { return nil, c.fetch(ctx) }, []any{"fetch"}, nil},
		{func(c Clash) ([]any, error) { return nil, c.Fetch(ctx) }, []any{"Fetch"}, nil},
		{func(c Clash) ([]any, error) { return nil, c.Type(ctx) }, []any{"Type"}, nil},
		{func(c Clash) ([]any, error) { _, err := c.WithPolicies(ctx, 7); return nil, err }, []any{"WithPolicies", 7}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.want[0].(string), func(t *testing.T) {
			c := &clash{}
			back, err := tt.call(NewRetryingClash(c))
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff([][]any{tt.want, tt.want, tt.want}, c.got); diff != "" {
				t.Errorf("what the attempts got (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.back, back); diff != "" {
				t.Errorf("results (-want +got):\n%s", diff)
			}
		})
	}
}
