package uploads_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// text is more than a connection takes at once, so that a failure comes in the middle.
var text = strings.Repeat("a line of what is uploaded\n", 100_000)

// A server hangs up on the first two uploads, in their middle, and takes the others.
type server struct {
	*httptest.Server
	mu       sync.Mutex
	uploads  int
	received []string // what was taken whole
	lengths  []int64  // that were announced
}

func newServer(t *testing.T) *server {
	s := new(server)
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lengths = append(s.lengths, r.ContentLength)
	if s.uploads++; s.uploads <= 2 {
		_, _ = io.CopyN(io.Discard, r.Body, 1000)
		panic(http.ErrAbortHandler)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	s.received = append(s.received, string(body))
}

// check compares what the server was sent.
func (s *server) check(t *testing.T, uploads int, length int64, received ...string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.uploads != uploads {
		t.Errorf("%d uploads, want %d", s.uploads, uploads)
	}
	for _, l := range s.lengths {
		if l != length {
			t.Errorf("the lengths announced are %v, want %d in each", s.lengths, length)
			break
		}
	}
	if diff := cmp.Diff(received, s.received); diff != "" {
		t.Errorf("the server was sent something else: %.200s", diff)
	}
}

func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
}

func post(ctx context.Context, t *testing.T, url string, body io.Reader) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, body)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// file is a file with that text, at its start.
func file(t *testing.T, text string) *os.File {
	t.Helper()
	name := filepath.Join(t.TempDir(), "upload")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// pipe is a pipe through which the text comes.
func pipe(t *testing.T, text string) *io.PipeReader {
	r, w := io.Pipe()
	t.Cleanup(func() { r.Close() })
	go func() {
		_, err := io.WriteString(w, text)
		w.CloseWithError(err)
	}()
	return r
}

func at(t *testing.T, r io.ReadSeeker, offset int64) io.ReadSeeker {
	t.Helper()
	if _, err := r.Seek(offset, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	return r
}
