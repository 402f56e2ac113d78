package resolve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Rule 3.10.
func TestReplayByType(t *testing.T) {
	for param, want := range map[string]string{
		"string":                         "",
		"[]byte":                         "",
		"any":                            "",
		"func(error) bool":               "called p1",
		"func(yield int) bool":           "called p1",
		"func(yield func(int))":          "called p1",
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
		"...func(error) bool":            "", // options
		"[]func()":                       "",
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

// Rule 1.27.
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
