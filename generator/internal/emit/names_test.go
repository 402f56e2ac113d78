package emit_test

import (
	"strings"
	"testing"
)

// Each program here names something in a way that would clash with what is generated. That the file compiles beside its
// sources is most of the test; the texts that must be in it show that nothing was simply left out.
func TestNamesDoNotClash(t *testing.T) {
	tests := []struct {
		name    string
		archive string // of which example.com/p is generated for
		want    []string
	}{
		{
			name: "parameters called as what the body uses",
			archive: `
-- example.com/p/p.go --
package p
import ("context"; "net/http")
type I interface {
	A(r context.Context, call, retry, ctx, inner, backoff string) (err error)
	B(context string) (call int, err error)
	C(nil *http.Request) (*http.Response, error)
	D(ctx string, background int) error
	E(d, retrying int)
	F(ctx context.Context, err error) error
	G(ctx context.Context, err error) (int, string, error)
}
-- github.com/backoffgen/backoffgen/runtime/predeclared/p.go --
package predeclared
func IsNil[T comparable](v T) bool { var zero T; return v == zero }
`,
			want: []string{
				"A(r context2.Context, call, retry, ctx, inner, backoff string) (err error)",
				"err = retrying2.inner.A(retry2.Attempt(r), call, retry, ctx, inner, backoff)",
				"B(context string) (call int, err error)",
				"ctx := context2.Background()",
				"C(nil *http.Request) (*http.Response, error) {\n\tif predeclared.IsNil(nil) {",
				"D(ctx string, background int) error {\n\tctx2 := context2.Background()",
				"err2 := retrying2.inner.F(",
				"r0, r1, err2 := ",
			},
		},
		{
			name: "unnamed and blank parameters and results",
			archive: `
-- example.com/p/p.go --
package p
import ("context"; "time"; "net/http")
type (User struct{}; R struct{}; URL string; String string; Ünïcode int)
type I interface {
	A(context.Context, *User, string, ...int) (*User, error)
	B(_ context.Context, _ string, _ int) (_ int, _ error)
	C(context.Context, time.Time, URL, String, Ünïcode) (R, R, error)
	D(*http.Request) (*http.Response, error)
	E(User, User)
	F(ctx context.Context, _ User) (n int, _ error)
	G(int, string, error) bool
}
`,
			want: []string{
				"A(ctx context.Context, user *User, p2 string, p3 ...int) (*User, error)",
				"r0, err := r.inner.A(call.Attempt(ctx), user, p2, p3...)",
				"B(ctx context.Context, p1 string, p2 int) (int, error)",
				"C(ctx context.Context, p1 time.Time, url URL, p3 String, ünïcode Ünïcode) (R, R, error)",
				"D(req *http.Request) (*http.Response, error)",
				"resp, err := r.inner.D(attempt)",
				"E(user, p1 User)",
				"n, err := r.inner.F(",
			},
		},
		{
			name: "methods called as fields would be",
			archive: `
-- example.com/p/p.go --
package p
import "context"
type I interface {
	Fetch(ctx context.Context) error
	fetch(ctx context.Context) error
	fetchMethod()
	inner() error
	Type() error
	Inner() error
	HTTPClient() error
	WithPolicies(n int) error
}
`,
			want: []string{
				"innerValue", "fetchMethod2", "typeMethod", "httpClient",
				"Its WithPolicies is the interface's own",
				"WithPolicies(n int) error",
			},
		},
		{
			name: "package scope has the names of the imports",
			archive: `
-- example.com/p/p.go --
package p
import (ctx "context"; h "net/http"; stdtime "time")
func context() {}
type backoff int
var (http, errors, decorator, policies, policy, inner, opts, other, errs, err int)
const time = 1
type I interface {
	Do(ctx ctx.Context, req *h.Request, at stdtime.Time) (backoff, error)
	Other(ctx.Context) error
}
`,
			want: []string{
				`context2 "context"`, `nethttp "net/http"`, `time2 "time"`,
				`runtimebackoff "github.com/backoffgen/backoffgen/runtime"`,
			},
		},
		{
			name: "packages of one name, or of a name unlike their path",
			archive: `
-- example.com/p/p.go --
package p
import ("context"; corev1 "k8s.io/api/core/v1"; metav1 "k8s.io/meta/v1"; a "example.com/a/log"; b "example.com/b/log"
	redis "example.com/go-redis/v9"; "example.com/go-yaml.v3"; mine "example.com/context"; bo "example.com/backoff")
type I interface {
	Get(ctx context.Context, o metav1.Options) (*corev1.Pod, error)
	Log(ctx context.Context, x a.T, y b.T) (redis.T, error)
	Yaml() yaml.T
	Mine(mine.T, bo.T)
}
-- k8s.io/api/core/v1/v1.go --
package v1
type Pod struct{}
-- k8s.io/meta/v1/v1.go --
package v1
type Options struct{}
-- example.com/a/log/log.go --
package log
type T int
-- example.com/b/log/log.go --
package log
type T int
-- example.com/go-redis/v9/redis.go --
package redis
type T int
-- example.com/go-yaml.v3/yaml.go --
package yaml
type T int
-- example.com/context/context.go --
package context
type T int
-- example.com/backoff/backoff.go --
package backoff
type T int
`,
			want: []string{
				`corev1 "k8s.io/api/core/v1"`, `metav1 "k8s.io/meta/v1"`, `"example.com/a/log"`, `blog "example.com/b/log"`,
				`redis "example.com/go-redis/v9"`, `yaml "example.com/go-yaml.v3"`, "\t\"context\"",
			},
		},
		{
			name: "type parameters",
			archive: `
-- example.com/p/p.go --
package p
import "context"
type Number interface { ~int | ~float64 }
type T struct{}
type Base interface { Own(ctx context.Context, t T) (T, error) }
type Store[K comparable, V any, N Number, S ~[]V, P *int] interface {
	Get(ctx context.Context, K K, v V) (S, error)
	Each(func(K, V) bool) error
	Sum(...N) N
	Pointer(P)
}
type Odd[_ any, backoff any, string comparable, inner, opts any, T any] interface {
	Base
	Get(ctx context.Context, b backoff, s string) (inner, opts, error)
}
type E[errors, policies, nil, RetryingE, E any] interface {
	Do(ctx context.Context, a errors, b policies, c nil) error
}
`,
			want: []string{
				"type RetryingStore[K2 comparable, V any, N Number, S ~[]V, P interface{ *int }] struct",
				"Get(ctx context.Context, K K2, v V) (S, error)",
				"type RetryingOdd[T2, backoff2 any, string2 comparable, inner, opts, T3 any] struct",
				"func _[K2 comparable, V any",
			},
		},
		{
			name: "aliases of generic interfaces",
			archive: `
-- example.com/p/p.go --
package p
import ("example.com/q"; "context")
type Alias[V any] = q.Store[string, V]
type Literal[V any] = interface { Get(context.Context, V) (V, error) }
-- example.com/q/q.go --
package q
import "context"
type Store[K comparable, V any] interface { Get(ctx context.Context, key K) (V, error) }
`,
			want: []string{
				"type RetryingAlias[V any] struct {\n\tinner Alias[V]\n",
				"Get(ctx context.Context, key string) (V, error)",
				"Get(ctx context.Context, p1 V) (V, error)",
			},
		},
		{
			name: "an interface called as the runtime's types, in package backoff",
			archive: `
-- example.com/p/p.go --
package backoff
import "context"
type Policy interface { Do(context.Context) error }
type Error interface { Do(context.Context) error }
type Option interface { Do(context.Context) error }
type Method interface { Do(context.Context) error }
type error_ = error
`,
			want: []string{"package backoff\n", "type RetryingPolicy struct", "type ErrorPolicies struct"},
		},
		{
			name: "predeclared types that have another name",
			archive: `
-- example.com/p/p.go --
package p
import "example.com/q"
type byte struct{}
type int32 struct{}
type any struct{}
type I interface { q.I; Own(byte, int32, any) error }
-- example.com/q/q.go --
package q
type I interface { Bytes([]byte, int32, any) error }
`,
			want: []string{"Bytes(p0 []uint8, p1 rune, p2 interface{}) error", "Own(p0 byte, p1 int32, p2 any) error"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := newProgram(tt.archive)
			got := p.generate(t, p.retryAll(t, "example.com/p"))
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q does not stand in the generated file:\n%s", want, got)
				}
			}
		})
	}
}
