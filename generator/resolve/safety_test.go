package resolve_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/plan"
)

// safetyTypes are types like those of well-known packages, and awkward ones.
const safetyTypes = `
type (
	Rows interface { Next() bool; Scan(dest ...any) error; Close(); Err() error }                          // pgx.Rows
	Tx interface { Commit(ctx context.Context) error; Rollback(ctx context.Context) error }                 // pgx.Tx
	ClientStream[T any] interface { Recv() (*T, error); CloseSend() error }                                 // grpc
	Watch interface { Stop(); ResultChan() <-chan Event }                                                   // Kubernetes
	Event struct { Kind string; Object any }
	GetObjectOutput struct { Body io.ReadCloser; ContentLength *int64 }                                     // S3
	PutObjectInput struct { Bucket *string; Body io.Reader; Metadata map[string]string }                    // S3
	File struct{}
	Closer struct{}
	Cmd struct { Stdin io.Reader; stdout io.Reader; Out *bytes.Buffer }
	Page struct { Items []string; Next string; Cancel bool; Wait int }
	Node struct { Value int; Prev *Node; Children []Node; ByName map[string]*Node }
	Tree []Tree
	Loop *Loop
	Knot struct { *Knot }
	Hooks struct { After func() }
	Subscription struct { C <-chan Event }
	Session struct { Cancel context.CancelFunc }
	Handle struct { *File }
	Pair[A, B any] struct { First A; Second B }
	Callback = func(error)
	Response = http.Response
	hidden struct { body io.ReadCloser }
)
func (*File) Close() error { return nil }
func (Closer) Close(force bool) error { return nil }
`

func TestLifetimeByType(t *testing.T) {
	for result, want := range map[string]string{
		"string":                          "",
		"[]byte":                          "",
		"error":                           "",
		"any":                             "",
		"time.Time":                       "",
		"*time.Location":                  "",
		"http.Header":                     "",
		"*url.URL":                        "",
		"sql.Result":                      "",
		"Event":                           "",
		"[]*Event":                        "",
		"Page":                            "",
		"*Page":                           "",
		"hidden":                          "",
		"*Node":                           "",
		"Tree":                            "",
		"Loop":                            "",
		"*Knot":                           "",
		"Pair[string, int]":               "",
		"T":                               "",
		"<-chan Event":                    "its result is a channel",
		"[]chan int":                      "its result has elements of which each is a channel",
		"map[string]<-chan int":           "its result has elements of which each is a channel",
		"func() bool":                     "its result is a function",
		"Callback":                        "its result is a function",
		"context.CancelFunc":              "its result is a function",
		"iter.Seq[int]":                   "its result is an iterator",
		"iter.Seq2[string, error]":        "its result is an iterator",
		"context.Context":                 "its result is a context",
		"Rows":                            "its result has a method Close; closes r0",
		"Tx":                              "its result has a method Commit",
		"ClientStream[Event]":             "its result has a method Recv",
		"Watch":                           "its result has a method Stop",
		"*time.Ticker":                    "its result has a method Stop",
		"*sync.WaitGroup":                 "its result has a method Wait",
		"*exec.Cmd":                       "its result has a method Wait",
		"*sql.Rows":                       "its result has a method Close; closes r0",
		"*sql.Tx":                         "its result has a method Commit",
		"net.Conn":                        "its result has a method Close; closes r0",
		"io.ReadCloser":                   "its result has a method Close; closes r0",
		"io.Reader":                       "its result is a stream",
		"io.Writer":                       "its result is a stream",
		"bytes.Reader":                    "its result is a stream",
		"File":                            "its result has a method Close",
		"*File":                           "its result has a method Close; closes r0",
		"Handle":                          "its result has a method Close; closes r0",
		"**File":                          "its result has a method Close",
		"[]*File":                         "its result has elements of which each has a method Close",
		"Closer":                          "its result has a method Close",
		"C":                               "its result has a method Close; closes r0",
		"*http.Response":                  "its result has a field Body; releases r0.Body; drains r0.Body",
		"*Response":                       "its result has a field Body; releases r0.Body; drains r0.Body",
		"http.Response":                   "its result has a field Body; releases r0.Body; closes r0.Body",
		"*GetObjectOutput":                "its result has a field Body; releases r0.Body; closes r0.Body",
		"GetObjectOutput":                 "its result has a field Body; releases r0.Body; closes r0.Body",
		"[]*GetObjectOutput":              "its result has elements of which each has a field Body",
		"Hooks":                           "its result has a field After",
		"*Subscription":                   "its result has a field C",
		"Session":                         "its result has a field Cancel",
		"Pair[string, *File]":             "its result has a field Second",
		"struct{ F interface{ Stop() } }": "its result has a field F",
		"int, *File":                      "its result has a method Close; closes r1",
		"*http.Response, chan int":        "its result has a field Body; releases r0.Body; drains r0.Body",
	} {
		t.Run(result, func(t *testing.T) {
			m := safetyMethod(t, "Get(ctx context.Context, key string) ("+result+", error)", "")
			if diff := cmp.Diff(want, lifetimeText(m.Lifetime)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLifetimeAsAnnotated(t *testing.T) {
	for _, test := range []struct{ method, keys, want string }{
		{"Get(ctx context.Context) (string, error)", "lifetime=result", "its annotation says so"},
		{"Get(ctx context.Context) error", "lifetime=result", "its annotation says so"},
		{"Get(ctx context.Context) (*http.Response, error)", "lifetime=result", "its annotation says so; releases r0.Body; drains r0.Body"},
		{"Get(ctx context.Context) (*http.Response, error)", "lifetime=call", "drains r0.Body"},
		{"Get(ctx context.Context) (<-chan int, error)", "lifetime=call", ""},
		{"Do(req *http.Request) (*http.Response, error)", "", "its result has a field Body; releases r0.Body; drains r0.Body"},
		{"Open(name string) (*os.File, error)", "", "closes r0"},
	} {
		m := safetyMethod(t, test.method, test.keys)
		if got := lifetimeText(m.Lifetime); got != test.want {
			t.Errorf("%s under %q: %q, want %q", test.method, test.keys, got, test.want)
		}
	}
}

func TestReplayByType(t *testing.T) {
	for param, want := range map[string]string{
		"string":                         "",
		"[]byte":                         "",
		"any":                            "",
		"func(error) bool":               "",
		"func(yield int) bool":           "",
		"func(yield func(int))":          "",
		"*Node":                          "",
		"Tree":                           "",
		"Loop":                           "",
		"Knot":                           "",
		"Page":                           "",
		"http.Request":                   "p1.Body", // nobody passes one by value: it is a struct with a reader
		"*http.Request":                  "request p1",
		"io.Reader":                      "p1",
		"io.ReadSeeker":                  "p1",
		"io.Writer":                      "p1",
		"io.WriterTo":                    "",
		"net.Conn":                       "p1",
		"*os.File":                       "p1",
		"*bytes.Buffer":                  "p1",
		"*strings.Reader":                "p1",
		"http.ResponseWriter":            "p1",
		"R":                              "p1",
		"<-chan int":                     "once p1",
		"chan<- int":                     "once p1",
		"iter.Seq[int]":                  "once p1",
		"iter.Seq2[string, int]":         "once p1",
		"func(func() bool)":              "once p1",
		"...io.Reader":                   "each p1",
		"[]*os.File":                     "each p1",
		"...<-chan int":                  "once each p1",
		"PutObjectInput":                 "p1.Body",
		"*PutObjectInput":                "p1?.Body",
		"*Cmd":                           "p1?.Stdin, p1?.Out",
		"*GetObjectOutput":               "p1?.Body",
		"[]PutObjectInput":               "",
		"io.Reader, *http.Request":       "p1, request p2",
		"struct{ io.Reader }":            "p1", // it is one itself
		"*struct{ R io.Reader; N int }":  "p1?.R",
		"map[string]io.Reader":           "",
		"*http.Request, *PutObjectInput": "request p1, p2?.Body",
	} {
		t.Run(param, func(t *testing.T) {
			m := safetyMethod(t, "Put(context.Context, "+param+") error", "")
			if diff := cmp.Diff(want, replayText(m.Replay)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReplayAsAnnotated(t *testing.T) {
	for keys, want := range map[string]string{
		"replay=auto":   "p1",
		"replay=none":   "never p1",
		"replay=always": "",
	} {
		if got := replayText(safetyMethod(t, "Put(context.Context, io.Reader) error", keys).Replay); got != want {
			t.Errorf("%s: %q, want %q", keys, got, want)
		}
	}
}

// safetyMethod is the plan of one method.
func safetyMethod(t *testing.T, method, keys string) *plan.Method {
	t.Helper()
	w := source(t, `package store

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"iter"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)
`+safetyTypes+`
var _ = []any{bytes.MinRead, sql.LevelDefault, net.IPv4len, url.URL{}, os.O_RDWR, exec.ErrDot, strings.Compare, sync.Mutex{}, time.Second, iter.Seq[int](nil)}

type Store[T any, C io.Closer, R io.Reader] interface {
	//backoff:retry 3 `+keys+`
	`+method+`
}
`)
	return planned(t, w).Files[0].Decorators[0].Methods[0]
}

func lifetimeText(l plan.Lifetime) string {
	var parts []string
	if l.Result != (l.Reason != "") {
		return fmt.Sprintf("Result is %v, but the reason %q", l.Result, l.Reason)
	}
	if l.Result {
		parts = append(parts, l.Reason)
	}
	for _, b := range l.Bodies {
		parts = append(parts, "releases "+memberText("r", b, false))
	}
	for _, c := range l.Closed {
		verb := "closes "
		if c.Drained {
			verb = "drains "
		}
		parts = append(parts, verb+memberText("r", c.Member, false))
	}
	return strings.Join(parts, "; ")
}

func replayText(r plan.Replay) string {
	var parts []string
	for _, c := range r.Consumed {
		text := memberText("p", c.Member, true)
		if c.Each {
			text = "each " + text
		}
		switch {
		case c.Kind == plan.RequestBody:
			text = "request " + text
		case c.Kind == plan.Unrepeated:
			text = "once " + text
		}
		if r.Never {
			text = "never " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

func memberText(prefix string, m plan.Member, pointers bool) string {
	text := fmt.Sprintf("%s%d", prefix, m.Index)
	if m.Pointer && pointers {
		text += "?"
	}
	if m.Field != "" {
		text += "." + m.Field
	}
	return text
}
