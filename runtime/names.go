package backoff

import (
	"strings"
	"unicode"
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

// meant is what an error says behind an unknown word: the known one that was probably meant, or which there are.
func meant(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return ", did you mean " + near + "?"
	}
	if len(known) == 0 || len(known) > manyNames {
		return ""
	}
	return ", want one of " + strings.Join(known, ", ")
}

// nearest returns the first of the known words that are nearest to word, or "" when none is near. Case, underscores and
// hyphens do not count; about one slip in three letters is forgiven: one too many, too few or wrong, or two that changed
// places.
func nearest(word string, known []string) string {
	folded := fold(word)
	best, least := "", (len(folded)+1)/3+1
	for _, k := range known {
		f := fold(k)
		if len(f)-len(folded) >= least || len(folded)-len(f) >= least {
			continue // that many are too few or too many
		}
		if d := slips(folded, f); d < least && d < len(folded) {
			best, least = k, d
		}
	}
	return best
}

func fold(s string) string { return strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(s)) }

// slips is the number of slips that make b of a, in bytes.
func slips(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			wrong := 1
			if a[i-1] == b[j-1] {
				wrong = 0
			}
			n := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+wrong)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				n = min(n, rows[i-2][j-2]+1)
			}
			rows[i][j] = n
		}
	}
	return rows[len(a)][len(b)]
}
