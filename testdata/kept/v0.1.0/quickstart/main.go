package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

func main() {
	server := httptest.NewServer(flaky())
	defer server.Close()
	if err := run(os.Stdout, server.URL); err != nil {
		log.Fatal(err)
	}
}

// run asks the server at base for a forecast through the decorator, and prints what happens meanwhile.
func run(out io.Writer, base string) error {
	forecasts := NewRetryingForecasts(client{base}, backoff.WithObserver(printer{out}))
	weather, err := forecasts.Today(context.Background(), "Lisbon")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "         today in Lisbon: %s\n", weather)
	return err
}

// flaky is unavailable at first, hangs next, is unavailable again, and then answers.
func flaky() http.Handler {
	var requests atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch requests.Add(1) {
		case 1, 3:
			w.WriteHeader(http.StatusServiceUnavailable)
		case 2:
			<-r.Context().Done()
		default:
			fmt.Fprint(w, "sunny, 24 °C")
		}
	})
}

// printer prints the events of a call.
type printer struct{ out io.Writer }

func (p printer) Observe(_ context.Context, e backoff.Event) {
	ms := e.Elapsed.Round(time.Millisecond)
	switch e.Kind {
	case backoff.EventAttemptStarted:
		fmt.Fprintf(p.out, "%6v   attempt %d of %s\n", ms, e.Try, e.Method)
	case backoff.EventAttemptEnded:
		fmt.Fprintf(p.out, "         … %v after %v", e.Outcome, ms)
		if e.Err != nil {
			fmt.Fprintf(p.out, ": %v", e.Err)
		}
		fmt.Fprintln(p.out)
	case backoff.EventPauseStarted:
		fmt.Fprintf(p.out, "%6v   pause of %v\n", ms, e.Pause)
	case backoff.EventCallEnded:
		fmt.Fprintf(p.out, "%6v   call ended after %d attempts, error: %v\n", ms, e.Try, e.Err)
	}
}
