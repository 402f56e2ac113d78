package backoff_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// attempts runs a call whose attempts consume what consume says, and fail until there have been three. It returns how
// many there were.
func attempts(t *testing.T, consume func(call *decorate.Call), attempt func(call *decorate.Call)) int {
	t.Helper()
	m := decorate.New("Store", succeed).Method("Put", busyPolicy)
	call := m.Call()
	consume(&call)
	for n := 1; ; n++ {
		call.Attempt(t.Context())
		if attempt != nil {
			attempt(&call)
		}
		var err error = errBusy
		if n == 3 {
			err = nil
		}
		if !call.Retry(t.Context(), err) {
			if call.Err() != err {
				t.Errorf("the call ended with %v, want the attempt's error itself", call.Err())
			}
			return n
		}
	}
}

// A seeker is put back to where it was, which need not be its start.
func TestRule3_10_ASeekerIsRewoundToWhereItWas(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte("head and body"), 0o666); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, r := range []io.ReadSeeker{
		strings.NewReader("head and body"), bytes.NewReader([]byte("head and body")), file,
		io.NewSectionReader(strings.NewReader("head and body"), 0, 13),
	} {
		if _, err := r.Seek(9, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		n := attempts(t, func(call *decorate.Call) { call.Consumes(r) }, func(*decorate.Call) {
			if got, err := io.ReadAll(r); string(got) != "body" || err != nil {
				t.Errorf("%T: an attempt read %q, %v", r, got, err)
			}
		})
		if n != 3 {
			t.Errorf("%T: %d attempts, want 3", r, n)
		}
	}
}

// brokenSeeker can tell where it is, but not go back.
type brokenSeeker struct{ io.Reader }

func (brokenSeeker) Seek(_ int64, whence int) (int64, error) {
	if whence == io.SeekCurrent {
		return 0, nil
	}
	return 0, errFatal
}

// What cannot be had again ends the retrying; what was never there does not.
func TestRule3_10_WhatCannotBeHadAgainEndsTheRetrying(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	pipe, _ := io.Pipe()
	defer pipe.Close()
	for name, test := range map[string]struct {
		arg  any
		want int
	}{
		"nil":                      {nil, 3},
		"a nil *os.File":           {(*os.File)(nil), 3},
		"a nil channel":            {(chan int)(nil), 3},
		"a nil function":           {(func())(nil), 3},
		"http.NoBody":              {http.NoBody, 3},
		"an os.Pipe":               {r, 1},
		"an io.Pipe":               {pipe, 1},
		"a bytes.Buffer":           {bytes.NewBufferString("x"), 3},
		"a seeker that cannot":     {brokenSeeker{}, 1},
		"a writer":                 {new(strings.Builder), 1},
		"a reader that is a slice": {sliceReader(nil), 1},
	} {
		if n := attempts(t, func(call *decorate.Call) { call.Consumes(test.arg) }, nil); n != test.want {
			t.Errorf("%s: %d attempts, want %d", name, n, test.want)
		}
	}
	for name, test := range map[string]struct {
		arg  any
		want int
	}{
		"nil":              {nil, 3},
		"a nil channel":    {(chan int)(nil), 3},
		"a channel":        {make(chan int), 1},
		"a strings.Reader": {strings.NewReader(""), 1},
		"http.NoBody":      {http.NoBody, 3},
	} {
		if n := attempts(t, func(call *decorate.Call) { call.ConsumesOnce(test.arg) }, nil); n != test.want {
			t.Errorf("%s once: %d attempts, want %d", name, n, test.want)
		}
	}
}

type sliceReader []byte

func (sliceReader) Read([]byte) (int, error) { return 0, io.EOF }

// Every one of several has to be there again.
func TestRule3_10_OneOfSeveral(t *testing.T) {
	again := strings.NewReader("again")
	if n := attempts(t, func(call *decorate.Call) { call.Consumes(again); call.Consumes(new(strings.Builder)) }, nil); n != 1 {
		t.Errorf("%d attempts, want 1", n)
	}
	other := strings.NewReader("other")
	n := attempts(t, func(call *decorate.Call) { call.Consumes(again); call.Consumes(other) }, func(*decorate.Call) {
		if a, b := rest(again), rest(other); a != "again" || b != "other" {
			t.Errorf("an attempt read %q and %q", a, b)
		}
	})
	if n != 3 {
		t.Errorf("%d attempts, want 3", n)
	}
}

func rest(r io.Reader) string {
	b, err := io.ReadAll(r)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestRule3_10_ARequestsBody(t *testing.T) {
	body := func(text string) io.ReadCloser { return io.NopCloser(strings.NewReader(text)) }
	first := body("body")
	fresh := func() (io.ReadCloser, error) { return body("body"), nil }
	n := attempts(t, func(call *decorate.Call) { call.ConsumesBody(first, fresh) }, func(call *decorate.Call) {
		if got := rest(call.Body()); got != "body" {
			t.Errorf("an attempt sent %q", got)
		}
	})
	if n != 3 {
		t.Errorf("%d attempts with GetBody, want 3", n)
	}
	for name, test := range map[string]struct {
		body  io.ReadCloser
		fresh func() (io.ReadCloser, error)
		want  int
	}{
		"without GetBody":         {first, nil, 1},
		"GetBody fails":           {first, func() (io.ReadCloser, error) { return nil, errFatal }, 1},
		"GetBody returns nothing": {first, func() (io.ReadCloser, error) { return nil, nil }, 1},
		"without a body":          {nil, nil, 3},
		"http.NoBody":             {http.NoBody, nil, 3},
	} {
		n := attempts(t, func(call *decorate.Call) { call.ConsumesBody(test.body, test.fresh) }, func(call *decorate.Call) {
			if call.Body() != test.body {
				t.Errorf("%s: an attempt sends %T", name, call.Body())
			}
		})
		if n != test.want {
			t.Errorf("%s: %d attempts, want %d", name, n, test.want)
		}
	}
}

// A request is the caller's own where there cannot be another attempt, and nothing ends this one: clients write into the
// headers of what they send.
func TestRule3_10_WhichAttemptsCopyTheRequest(t *testing.T) {
	fresh := func() (io.ReadCloser, error) { return http.NoBody, nil }
	for name, test := range map[string]struct {
		policy Policy
		body   io.ReadCloser
		want   [2]bool
	}{
		"no limits, no body":  {busyPolicy, nil, [2]bool{true, true}},
		"no limits, a body":   {busyPolicy, io.NopCloser(nil), [2]bool{true, true}},
		"one attempt":         {with(func(p *Policy) { p.MaxTries = 1 }), nil, [2]bool{false, false}},
		"limits, and no body": {limitsPolicy, nil, [2]bool{true, true}},
	} {
		m := decorate.New("Store", succeed).Method("Do", test.policy)
		call := m.Call()
		call.ConsumesBody(test.body, fresh)
		var got [2]bool
		for i := range got {
			_, got[i] = call.AttemptRequest(t.Context())
			call.Retry(t.Context(), errBusy)
		}
		call.End()
		if got != test.want {
			t.Errorf("%s: copied in the first two attempts: %v, want %v", name, got, test.want)
		}
	}
}

// A body that no attempt will send is never asked for: nobody would close it.
func TestRule3_10_NoBodyIsLeftOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		fresh := func() (io.ReadCloser, error) { asked++; return http.NoBody, nil }
		for name, test := range map[string]struct {
			policy  Policy
			timeout time.Duration
		}{
			"the caller leaves in the pause":  {with(func(p *Policy) { p.Pause = time.Second }), 500 * ms},
			"the pause does not fit":          {with(func(p *Policy) { p.Pause, p.Deadline = time.Second, 500*ms }), time.Hour},
			"it was the last of the attempts": {with(func(p *Policy) { p.MaxTries = 1 }), time.Hour},
		} {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(test.timeout, func() { cancel(errCause) })
			m := decorate.New("Store", succeed).Method("Do", test.policy)
			call := m.Call()
			call.ConsumesBody(io.NopCloser(nil), fresh)
			call.Attempt(ctx)
			if call.Retry(ctx, errBusy) || !errors.Is(call.Err(), errBusy) {
				t.Errorf("%s: the call goes on, or ends with %v", name, call.Err())
			}
			call.End()
			cancel(nil)
		}
		if asked != 0 {
			t.Errorf("%d bodies were made for attempts that never were", asked)
		}
	})
}
