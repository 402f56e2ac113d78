package backoff

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"Fetch": "FETCH", "fetch": "FETCH", "GetURL": "GET_URL", "HTTPClient": "HTTP_CLIENT", "GetUserIDs": "GET_USER_IDS",
		"URLsOf": "URLS_OF", "IDsets": "I_DSETS", "GetAs": "GET_AS", "S3Client": "S3_CLIENT", "GetV2": "GET_V2", "X": "X", "": "",
		"under_score": "UNDER_SCORE", "X_Y": "X_Y", "_x": "_X", "Çall": "ÇALL", "世界": "世界", "ABTest": "AB_TEST",
	} {
		if got := strings.ToUpper(words(name)); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestMeantListsAFew(t *testing.T) {
	many := strings.Split("abcdefghi", "")
	if got := meant("Zzz", many); got != "" {
		t.Errorf("for %d names: %q", len(many), got)
	}
	if got := meant("Zzz", nil); got != "" {
		t.Errorf("for none: %q", got)
	}
	if got, want := meant("Zzz", many[:8]), ", want one of a, b, c, d, e, f, g, h"; got != want {
		t.Errorf("for 8: %q, want %q", got, want)
	}
}
