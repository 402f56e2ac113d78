package uploads_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/uploads"
)

// A store gives each attempt's arguments to one function.
type store struct {
	attempt func(read func(io.Reader) string, args ...any) error
}

func (s *store) do(args ...any) error {
	return s.attempt(func(r io.Reader) string {
		text, err := io.ReadAll(r)
		if err != nil {
			return err.Error()
		}
		return string(text)
	}, args...)
}

func (s *store) Put(_ context.Context, _ string, body io.Reader) error { return s.do(body) }
func (s *store) PutFile(_ context.Context, file *os.File) error        { return s.do(file) }
func (s *store) PutOnce(_ context.Context, body io.Reader) error       { return s.do(body) }
func (s *store) Log(_ context.Context, w io.Writer) error              { return s.do(w) }
func (s *store) Export(_ context.Context, w io.Writer) error           { return s.do(w) }
func (s *store) Try(_ context.Context, body io.ReadSeeker) error       { return s.do(body) }
func (s *store) Collect(_ context.Context, events <-chan string) error { return s.do(events) }
func (s *store) PutValue(_ context.Context, o uploads.Object) error    { return s.do(o.Body, o.Preamble) }

func (s *store) PutParts(_ context.Context, parts ...io.Reader) error {
	var args []any
	for _, p := range parts {
		args = append(args, p)
	}
	return s.do(args...)
}

func (s *store) PutFiles(_ context.Context, files []*os.File) error {
	var args []any
	for _, f := range files {
		args = append(args, f)
	}
	return s.do(args...)
}

func (s *store) PutObject(_ context.Context, o *uploads.Object) (string, error) {
	if o == nil {
		return "", s.do()
	}
	return o.Key, s.do(o.Body, o.Preamble)
}

func (s *store) Import(_ context.Context, rows iter.Seq2[int, string]) error { return s.do(rows) }

func (s *store) Check(_ context.Context, _ string, progress func(int)) error { return s.do(progress) }

var errBroken = errors.New("broken")

// read calls a method whose attempts all fail, and returns what each of them read of its arguments.
func read(t *testing.T, method func(r *uploads.RetryingStore) error) []string {
	t.Helper()
	var got []string
	err := method(uploads.NewRetryingStore(&store{func(read func(io.Reader) string, args ...any) error {
		var texts []string
		for _, arg := range args {
			if r, ok := arg.(io.Reader); ok && arg != (*os.File)(nil) {
				texts = append(texts, read(r))
			}
		}
		got = append(got, strings.Join(texts, " and "))
		return errBroken
	}}))
	if err != errBroken {
		t.Errorf("the error is %v, want the attempt's own", err)
	}
	return got
}

// A lost reader does not know where it stands, and a noBody has one, although package http has a type of that name without.
type (
	lost   struct{ io.ReadSeeker }
	noBody struct{ io.Reader }
)

func (l lost) Seek(offset int64, whence int) (int64, error) {
	if whence == io.SeekCurrent {
		return 0, errBroken
	}
	return l.ReadSeeker.Seek(offset, whence)
}

func TestWhatEachAttemptReads(t *testing.T) {
	ctx := t.Context()
	buffer := func() io.Reader { return bytes.NewBufferString("buffer") }
	stream := func() io.Reader { return io.MultiReader(strings.NewReader("stream")) } // which cannot be read again
	seekable := func(text string) io.Reader { return at(t, bytes.NewReader([]byte("head"+text)), 4) }
	thrice := func(text string) []string { return []string{text, text, text} }
	for name, test := range map[string]struct {
		method func(r *uploads.RetryingStore) error
		want   []string
	}{
		"a reader at an offset":           {func(r *uploads.RetryingStore) error { return r.Put(ctx, "", seekable("body")) }, thrice("body")},
		"a buffer":                        {func(r *uploads.RetryingStore) error { return r.Put(ctx, "", buffer()) }, thrice("buffer")},
		"a stream":                        {func(r *uploads.RetryingStore) error { return r.Put(ctx, "", stream()) }, []string{"stream"}},
		"a reader that is lost":           {func(r *uploads.RetryingStore) error { return r.Put(ctx, "", lost{strings.NewReader("body")}) }, []string{"body"}},
		"a reader by the name of another": {func(r *uploads.RetryingStore) error { return r.Put(ctx, "", noBody{stream()}) }, []string{"stream"}},
		"no reader":                       {func(r *uploads.RetryingStore) error { return r.Put(ctx, "", nil) }, thrice("")},
		"a file at an offset": {func(r *uploads.RetryingStore) error {
			f := file(t, "head and body")
			at(t, f, 9)
			return r.PutFile(ctx, f)
		}, thrice("body")},
		"no file":               {func(r *uploads.RetryingStore) error { return r.PutFile(ctx, nil) }, thrice("")},
		"readers":               {func(r *uploads.RetryingStore) error { return r.PutParts(ctx, seekable("a"), nil, seekable("b")) }, thrice("a and b")},
		"readers with a buffer": {func(r *uploads.RetryingStore) error { return r.PutParts(ctx, seekable("a"), buffer()) }, thrice("a and buffer")},
		"readers with a stream": {func(r *uploads.RetryingStore) error { return r.PutParts(ctx, seekable("a"), stream()) },
			[]string{"a and stream"}},
		"no readers": {func(r *uploads.RetryingStore) error { return r.PutParts(ctx) }, thrice("")},
		"files": {func(r *uploads.RetryingStore) error {
			return r.PutFiles(ctx, []*os.File{file(t, "a"), nil, file(t, "b")})
		}, thrice("a and b")},
		"an input": {func(r *uploads.RetryingStore) error {
			_, err := r.PutObject(ctx, &uploads.Object{Body: seekable("body"), Preamble: file(t, "preamble")})
			return err
		}, thrice("body and preamble")},
		"an input with a buffer": {func(r *uploads.RetryingStore) error {
			_, err := r.PutObject(ctx, &uploads.Object{Body: buffer()})
			return err
		}, thrice("buffer")},
		"an input with a stream": {func(r *uploads.RetryingStore) error {
			_, err := r.PutObject(ctx, &uploads.Object{Body: stream()})
			return err
		}, []string{"stream"}},
		"an empty input":        {func(r *uploads.RetryingStore) error { _, err := r.PutObject(ctx, new(uploads.Object)); return err }, thrice("")},
		"no input":              {func(r *uploads.RetryingStore) error { _, err := r.PutObject(ctx, nil); return err }, thrice("")},
		"a value":               {func(r *uploads.RetryingStore) error { return r.PutValue(ctx, uploads.Object{Body: seekable("body")}) }, thrice("body")},
		"a value with a buffer": {func(r *uploads.RetryingStore) error { return r.PutValue(ctx, uploads.Object{Body: buffer()}) }, thrice("buffer")},
		"a value with a stream": {func(r *uploads.RetryingStore) error { return r.PutValue(ctx, uploads.Object{Body: stream()}) },
			[]string{"stream"}},
		"replay=none":                {func(r *uploads.RetryingStore) error { return r.PutOnce(ctx, seekable("body")) }, []string{"body"}},
		"replay=none without a body": {func(r *uploads.RetryingStore) error { return r.PutOnce(ctx, nil) }, thrice("")},
		"replay=always": {func(r *uploads.RetryingStore) error { return r.Log(ctx, bytes.NewBufferString("log")) },
			[]string{"log", "", ""}}, // a buffer can be read as well
		"one try": {func(r *uploads.RetryingStore) error { return r.Try(ctx, strings.NewReader("body")) }, []string{"body"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, read(t, test.method)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// A channel, an iterator and a writer are used up by the first attempt; a function and what is not there are not.
func TestWhatCannotBeHadAgain(t *testing.T) {
	ctx := t.Context()
	for name, test := range map[string]struct {
		method func(r *uploads.RetryingStore) error
		want   int
	}{
		"a channel":   {func(r *uploads.RetryingStore) error { return r.Collect(ctx, make(chan string)) }, 1},
		"no channel":  {func(r *uploads.RetryingStore) error { return r.Collect(ctx, nil) }, 3},
		"an iterator": {func(r *uploads.RetryingStore) error { return r.Import(ctx, func(func(int, string) bool) {}) }, 1},
		"no iterator": {func(r *uploads.RetryingStore) error { return r.Import(ctx, nil) }, 3},
		"a writer":    {func(r *uploads.RetryingStore) error { return r.Export(ctx, new(strings.Builder)) }, 1},
		"no writer":   {func(r *uploads.RetryingStore) error { return r.Export(ctx, nil) }, 3},
		"a function":  {func(r *uploads.RetryingStore) error { return r.Check(ctx, "", func(int) {}) }, 3},
	} {
		attempts := 0
		err := test.method(uploads.NewRetryingStore(&store{func(func(io.Reader) string, ...any) error { attempts++; return errBroken }}))
		if err != errBroken || attempts != test.want {
			t.Errorf("%s: %v after %d attempts, want %d", name, err, attempts, test.want)
		}
	}
}

// What failed attempts wrote to a file is written over.
func TestAFileThatIsWrittenTo(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("head "); err != nil {
		t.Fatal(err)
	}
	attempts := 0
	err = uploads.NewRetryingStore(&store{func(_ func(io.Reader) string, args ...any) error {
		if attempts++; attempts < 3 {
			_, _ = io.WriteString(args[0].(io.Writer), "bo")
			return errBroken
		}
		_, err := io.WriteString(args[0].(io.Writer), "body")
		return err
	}}).Export(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(f.Name()); string(text) != "head body" || err != nil {
		t.Errorf("the file holds %q, %v", text, err)
	}
}

// A file that is opened to append cannot be written over.
func TestAFileThatIsAppendedTo(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log")
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o666)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	err = uploads.NewRetryingStore(&store{func(_ func(io.Reader) string, args ...any) error {
		_, err := io.WriteString(args[0].(io.Writer), "once")
		return errors.Join(err, errBroken)
	}}).Export(t.Context(), f)
	if text, readErr := os.ReadFile(name); !errors.Is(err, errBroken) || string(text) != "once" || readErr != nil {
		t.Errorf("%v; the file holds %q, %v", err, text, readErr)
	}
}

// A success is not touched: what was consumed stays consumed.
func TestASuccessLeavesTheReaderWhereItIs(t *testing.T) {
	body := strings.NewReader("body")
	err := uploads.NewRetryingStore(&store{func(read func(io.Reader) string, args ...any) error {
		read(args[0].(io.Reader))
		return nil
	}}).Put(t.Context(), "", body)
	if err != nil || body.Len() != 0 {
		t.Errorf("%v, %d bytes left", err, body.Len())
	}
}
