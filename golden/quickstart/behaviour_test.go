package main

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// The quickstart's program tells its story in this order, whatever the times.
func TestQuickstart(t *testing.T) {
	server := httptest.NewServer(flaky())
	defer server.Close()
	var out strings.Builder
	if err := run(&out, server.URL); err != nil {
		t.Fatal(err)
	}
	story := regexp.MustCompile(`(?s)attempt 1 .*retryable.*server unavailable.*pause of 100ms` +
		`.*attempt 2 .*retryable.*attempt timeout exceeded.*pause of 100ms` +
		`.*attempt 3 .*retryable.*server unavailable.*pause of 100ms` +
		`.*attempt 4 .*succeeded.*call ended after 4 attempts, error: <nil>.*sunny`)
	if !story.MatchString(out.String()) {
		t.Errorf("the quickstart printed:\n%s", &out)
	}
}
