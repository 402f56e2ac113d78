package keys

import (
	"slices"
	"strings"
)

// Suggest returns the key of list that word was probably meant to be, or "". The names of other libraries are tried
// before typos: timeout is not a misspelt on_timeout.
func Suggest(list []Key, word string) string {
	if name := Translate(list, word); name != "" {
		return name
	}
	var known []string
	for _, k := range list {
		known = append(known, k.Name)
		if k.Spelling != "" {
			known = append(known, k.Spelling)
		}
	}
	return Nearest(word, known)
}

// Translate returns the key of list that other libraries call word, or "".
func Translate(list []Key, word string) string {
	folded := Fold(word)
	for _, k := range list {
		if slices.Contains(k.Meant, folded) {
			return k.Name
		}
	}
	return ""
}

// Nearest returns the word of known that word was most probably meant to be, for a "did you mean" hint, or "" if none
// is near. Case, underscores and hyphens are ignored. About one typo for each three letters is allowed: a letter too
// many, missing or wrong, or two letters that changed places. The first of equally near words is returned. A word that
// is much longer than all known ones is refused by its length.
func Nearest(word string, known []string) string {
	most := 0
	for _, k := range known {
		most = max(most, len(k))
	}
	if len(word) > 4*most { // not counting what Fold removes
		return ""
	}
	folded := Fold(word)
	best, least := "", (len(folded)+1)/3+1
	for _, k := range known {
		f := Fold(k)
		if len(f)-len(folded) >= least || len(folded)-len(f) >= least {
			continue // the lengths differ too much
		}
		if d := slips(folded, f); d < least && d < len(folded) {
			best, least = k, d
		}
	}
	return best
}

// Distance returns the number of typos, as [Nearest] counts them, between two words.
func Distance(a, b string) int { return slips(Fold(a), Fold(b)) }

// Fold returns s in the form that is the same for all styles of writing names: maxTries, max-tries and MAX_TRIES become
// maxtries.
func Fold(s string) string {
	s = strings.ToLower(s)
	if !strings.ContainsAny(s, "_-") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "_", ""), "-", "")
}

// slips returns the number of typos that make b of a: the Damerau-Levenshtein distance in bytes, in the variant that
// edits no substring twice.
func slips(a, b string) int {
	older, old, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range now {
		now[j] = j
	}
	for i := range len(a) {
		older, old, now = old, now, older
		now[0] = i + 1
		for j := range len(b) {
			wrong := 1
			if a[i] == b[j] {
				wrong = 0
			}
			now[j+1] = min(old[j]+wrong, old[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				now[j+1] = min(now[j+1], older[j-1]+1)
			}
		}
	}
	return now[len(b)]
}

// didYouMean returns a hint with a word, or nothing if the word is empty.
func didYouMean(near string) string {
	if near == "" {
		return ""
	}
	return "did you mean " + near + "?"
}
