package temporalbackoff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

var errBusy = errors.New("busy")

type refusedError struct{ Reason string }

func (e *refusedError) Error() string { return "refused: " + e.Reason }

var testCodec = codec{known: append([]KnownError{Sentinel("p.errBusy", errBusy), Type[*refusedError]("p.*refusedError")}, everywhere...)}

// travel sends an error by way of JSON, as a data converter does.
func travel(t *testing.T, err error) error {
	t.Helper()
	text, failed := json.Marshal(testCodec.encode(err))
	if failed != nil {
		t.Fatal(failed)
	}
	var w wireError
	if failed := json.Unmarshal(text, &w); failed != nil {
		t.Fatal(failed)
	}
	return testCodec.decode("Store.Fetch", &w, nil)
}

func TestKnownErrorArrivesAsItself(t *testing.T) {
	for _, err := range []error{errBusy, io.EOF, context.Canceled, backoff.ErrLimit} {
		if got := travel(t, err); got != err {
			t.Errorf("%v arrives as %v (%T)", err, got, got)
		}
	}
	if got, ok := travel(t, &refusedError{"no credit"}).(*refusedError); !ok || got.Reason != "no credit" {
		t.Errorf("%#v", got)
	}
}

func TestWrappedErrorIsFound(t *testing.T) {
	err := fmt.Errorf("order 7: %w", errors.Join(errBusy, &refusedError{"x"}, errors.New("somebody else's")))
	got := travel(t, err)
	refused, ok := errors.AsType[*refusedError](got)
	if got.Error() != err.Error() || !errors.Is(got, errBusy) || !ok || refused.Reason != "x" {
		t.Errorf("%#v", got)
	}
	if errors.Is(got, io.EOF) || os.IsTimeout(got) {
		t.Errorf("%v is what it was not", got)
	}
}

func TestUnknownErrorKeepsItsText(t *testing.T) {
	cause := errors.New("what the client returned")
	w := testCodec.encode(errors.New("odd"))
	got := testCodec.decode("Store.Fetch", w, cause)
	if got.Error() != "odd" || !errors.Is(got, cause) {
		t.Errorf("%#v", got)
	}
	if name := w.typeName(errors.New("odd")); name != "errors.*errorString" {
		t.Errorf("type %q", name)
	}
	if name := testCodec.encode(errBusy).typeName(errBusy); name != "p.errBusy" {
		t.Errorf("type %q", name)
	}
}

func TestTimeoutStaysOne(t *testing.T) {
	got := travel(t, fmt.Errorf("%w: %w", backoff.ErrAttemptTimeout, errBusy))
	timeout, ok := got.(interface{ Timeout() bool })
	if !ok || !timeout.Timeout() || !errors.Is(got, context.DeadlineExceeded) || !errors.Is(got, backoff.ErrAttemptTimeout) || !errors.Is(got, errBusy) {
		t.Errorf("%#v", got)
	}
}

func TestStopArrives(t *testing.T) {
	got := travel(t, &backoff.Error{Method: "Store.Fetch", Reason: backoff.ReasonDeadline, Attempts: 3, Elapsed: time.Minute, Last: errBusy, Cause: backoff.ErrDeadline})
	stop, ok := got.(*backoff.Error)
	if !ok {
		t.Fatalf("%#v", got)
	}
	want := backoff.Error{Method: "Store.Fetch", Reason: backoff.ReasonDeadline, Attempts: 3, Elapsed: time.Minute}
	if stop.Last != errBusy || stop.Cause != backoff.ErrDeadline || !stop.Timeout() {
		t.Errorf("%#v", stop)
	}
	if diff := cmp.Diff(want.Error(), (&backoff.Error{Method: stop.Method, Reason: stop.Reason, Attempts: stop.Attempts, Elapsed: stop.Elapsed}).Error()); diff != "" {
		t.Error(diff)
	}
}

// What only the other side knows does no harm.
func TestErrorThatIsNotKnownHere(t *testing.T) {
	w := testCodec.encode(errBusy)
	w.Known[0].Name = "p.errOther"
	if got := testCodec.decode("Store.Fetch", w, nil); got == nil || got.Error() != "busy" || errors.Is(got, errBusy) {
		t.Errorf("%#v", got)
	}
}
