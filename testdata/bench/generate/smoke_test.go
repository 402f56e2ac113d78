package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"
)

// One small case goes through from end to end. How long that takes is nobody's business here.
func TestSmallCase(t *testing.T) {
	b, err := newBench(t.Context(), t.TempDir(), regexp.MustCompile("^small$"), regexp.MustCompile("^(backoffgen|moq|go list -find)$"))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.round(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	b.results.markdown(&out, 1, time.Now())
	for _, want := range []string{"| one interface of 3 methods | backoffgen | ", "|  | moq | ", "|  | go list -find | ", "| one interface of 3 methods: s of moq |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "does not run") {
		t.Errorf("something does not run:\n%s", out.String())
	}
}
