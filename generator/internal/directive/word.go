package directive

import (
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A word is one argument of an annotation; spaces separate them.
type word struct {
	value            // decoded
	begin, stop int  // offsets in the directive, quotes included
	bad         bool // its quotes were wrong, which has been reported
}

// isKey reports whether s can be a key: letters, digits, underscores and hyphens, a letter first.
func isKey(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c != '-' && (c < '0' || '9' < c)) {
			return false
		}
	}
	return s != ""
}

// cutKey splits a word into its key and its value. A word without a key is not key=value, and neither is one with ==
// after an unknown key: that is an expression.
func (w word) cutKey(list []keys.Key) (key, val value, ok bool) {
	name, rest, found := strings.Cut(w.text, "=")
	if !found || !isKey(name) {
		return value{}, w.value, false
	}
	if _, known := keys.FindIn(list, name); !known && strings.HasPrefix(rest, "=") {
		return value{}, w.value, false
	}
	return w.slice(0, len(name)), w.slice(len(name)+1, len(w.text)), true
}
