package backoff

import (
	"strings"
	"unicode"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// words returns a Go name with underscores between its words: HTTPClient is HTTP_Client, GetURLs is Get_URLs.
func words(name string) string {
	runes := []rune(name)
	var out []rune
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && startsWord(runes, i) {
			out = append(out, '_')
		}
		out = append(out, r)
	}
	return string(out)
}

// startsWord reports whether the capital at i, which is not the first letter, starts a word: after anything but a
// capital it does, and after one where it is no part of an abbreviation any more.
func startsWord(runes []rune, i int) bool {
	if !unicode.IsUpper(runes[i-1]) {
		return runes[i-1] != '_'
	}
	if i+1 == len(runes) || !unicode.IsLower(runes[i+1]) {
		return false
	}
	plural := runes[i+1] == 's' && (i+2 == len(runes) || !unicode.IsLower(runes[i+2])) // the s of IDs
	return !plural
}

// manyNames is the number of names over which an error does not list them.
const manyNames = 8

// meant is what an error says after an unknown word: the known one that was probably meant, or which there are.
func meant(word string, known []string) string {
	if near := keys.Nearest(word, known); near != "" {
		return ", did you mean " + near + "?"
	}
	if len(known) == 0 || len(known) > manyNames {
		return ""
	}
	return ", want one of " + strings.Join(known, ", ")
}

// meantKey is what an error says after an unknown key: the one of list that was probably meant, or which there are.
func meantKey(word string, list []keys.Key) string {
	if near := keys.Suggest(list, word); near != "" {
		return ", did you mean " + near + "?"
	}
	return ", want one of " + strings.Join(keys.Names(list), ", ")
}
