package resolve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
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

// Rule 3.9.
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
		"[]chan int":                      "its result has elements, each of which is a channel",
		"map[string]<-chan int":           "its result has elements, each of which is a channel",
		"func() bool":                     "its result is a function",
		"Callback":                        "its result is a function",
		"context.CancelFunc":              "its result is a function",
		"iter.Seq[int]":                   "its result is an iterator",
		"iter.Seq2[string, error]":        "its result is an iterator",
		"context.Context":                 "its result is a context",
		"Rows":                            "its result has a method Close; closes r0",
		"Tx":                              "its result has a method Commit; closes r0",
		"ClientStream[Event]":             "its result has a method Recv",
		"Watch":                           "its result has a method Stop; closes r0",
		"*time.Ticker":                    "its result has a method Stop; closes r0",
		"*sync.WaitGroup":                 "its result has a method Wait",
		"*exec.Cmd":                       "its result has a method Wait",
		"*sql.Rows":                       "its result has a method Close; closes r0",
		"*sql.Tx":                         "its result has a method Commit; closes r0",
		"net.Conn":                        "its result has a method Close; closes r0",
		"io.ReadCloser":                   "its result has a method Close; closes r0",
		"io.Reader":                       "its result is a stream",
		"io.Writer":                       "its result is a stream",
		"bytes.Reader":                    "its result is a stream",
		"File":                            "its result has a method Close",
		"*File":                           "its result has a method Close; closes r0",
		"Handle":                          "its result has a method Close; closes r0",
		"**File":                          "its result has a method Close",
		"[]*File":                         "its result has elements, each of which has a method Close",
		"Closer":                          "its result has a method Close",
		"C":                               "its result has a method Close; closes r0",
		"*http.Response":                  "its result has a field Body; releases r0.Body; drains r0.Body",
		"*Response":                       "its result has a field Body; releases r0.Body; drains r0.Body",
		"http.Response":                   "its result has a field Body; releases r0.Body; closes r0.Body",
		"*GetObjectOutput":                "its result has a field Body; closes r0.Body",
		"GetObjectOutput":                 "its result has a field Body; releases r0.Body; closes r0.Body",
		"[]*GetObjectOutput":              "its result has elements, each of which has a field Body",
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

// Rule 1.27.
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
