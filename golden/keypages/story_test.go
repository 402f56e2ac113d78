package keypages_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"text/tabwriter"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/update"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// No goroutine outlives the tests.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A story tells of calls through an example's decorator, which it observes: attempt by attempt, on the clock of a bubble.
type story struct {
	mu    sync.Mutex
	began time.Time
	rows  []*row
	said  []string
}

// A row is an attempt, or the end of a call.
type row struct {
	name, begins, ends, with string
	method                   string
	try                      int
}

// tell runs a story in virtual time, and holds the section of a page against it. The page is named after its key.
func tell(t *testing.T, page string, run func(ctx context.Context, s *story)) {
	t.Helper()
	var told string
	synctest.Test(t, func(t *testing.T) {
		s := &story{began: time.Now()}
		run(t.Context(), s)
		synctest.Wait()
		told = s.text()
	})
	file := "../../docs/keys/" + page + ".md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	update.File(t, file, update.Section(t, string(data), "run", "```\n"+told+"```\n"))
}

// Observe notes attempts and the ends of calls.
func (s *story) Observe(_ context.Context, e backoff.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Since(s.began).String()
	switch e.Kind {
	case backoff.EventAttemptStarted:
		s.rows = append(s.rows, &row{name: fmt.Sprint(e.Try), begins: now, method: e.Method, try: e.Try})
	case backoff.EventAttemptEnded:
		r := s.attempt(e)
		r.ends, r.with = now, outcome(e)
	case backoff.EventLateReturned:
		s.said = append(s.said, fmt.Sprintf("At %s attempt %d returns, too late.", now, e.Try))
	case backoff.EventFallback:
		s.said = append(s.said, fmt.Sprintf("At %s the fallback is called, with: %v", now, e.Err))
	case backoff.EventCallEnded:
		with := "success"
		if e.Err != nil {
			with = fmt.Sprintf("%v (%v)", e.Err, e.Reason)
		}
		s.rows = append(s.rows, &row{name: e.Method, ends: now, with: with})
	}
}

// attempt returns the last row of the attempt that e is about.
func (s *story) attempt(e backoff.Event) *row {
	for i := len(s.rows) - 1; i >= 0; i-- {
		if r := s.rows[i]; r.method == e.Method && r.try == e.Try {
			return r
		}
	}
	panic("an attempt has ended that has not begun")
}

// outcome says how an attempt ended.
func outcome(e backoff.Event) string {
	switch e.Outcome {
	case backoff.OutcomeSucceeded:
		return "success"
	case backoff.OutcomeRejected:
		return "its results are rejected"
	case backoff.OutcomeCutShort:
		return fmt.Sprintf("%v (cut short)", e.Err)
	case backoff.OutcomeNotRetryable:
		return fmt.Sprintf("%v (not retried)", e.Err)
	}
	return e.Err.Error()
}

// say adds a line below the table, with the time.
func (s *story) say(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = append(s.said, fmt.Sprintf("At %s ", time.Since(s.began))+fmt.Sprintf(format, args...))
}

// text is the story as a page has it.
func (s *story) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	if len(s.rows) > 0 {
		w := tabwriter.NewWriter(&b, 0, 0, 3, ' ', 0)
		fmt.Fprintln(w, "attempt\tbegins\tends\twith")
		for _, r := range s.rows {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.name, r.begins, r.ends, r.with)
		}
		w.Flush() // to a strings.Builder, which takes everything
	}
	if len(s.said) > 0 && b.Len() > 0 {
		b.WriteString("\n")
	}
	for _, line := range s.said {
		b.WriteString(line + "\n")
	}
	return b.String()
}

// A callee is what the inner method does, attempt by attempt; the last answer is given again and again.
type callee []answer

// An answer takes some time, unless its attempt's context ends before.
type answer struct {
	takes time.Duration
	err   error
}

// ever is as long as an attempt hangs that does not come back by itself.
const ever = 24 * time.Hour

// choosing is held while an attempt takes its answer: hedged ones run beside each other.
var choosing sync.Mutex

// next gives the next answer.
func (c *callee) next(ctx context.Context) error {
	a := c.choose()
	select {
	case <-time.After(a.takes):
		return a.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *callee) choose() answer {
	choosing.Lock()
	defer choosing.Unlock()
	a := (*c)[0]
	if len(*c) > 1 {
		*c = (*c)[1:]
	}
	return a
}
