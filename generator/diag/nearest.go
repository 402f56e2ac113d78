package diag

import "strings"

// Nearest returns the word of known that word was most probably meant to be, for a "did you mean" hint, or "" when none
// is near. Case, underscores and hyphens do not count; otherwise about one slip in three letters is forgiven, where a
// slip is a letter too many, too few, wrong, or two that changed places. The first of equally near words wins.
func Nearest(word string, known []string) string {
	folded := Fold(word)
	best, bestDistance := "", (len(folded)+2)/3+1
	for _, k := range known {
		if d := Distance(folded, k); d < bestDistance && d < len(folded) {
			best, bestDistance = k, d
		}
	}
	return best
}

// Fold returns s without what writers of different languages disagree about: maxTries, max-tries and MAX_TRIES are one
// word, maxtries.
func Fold(s string) string {
	return strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(s))
}

// Distance returns how many slips, as [Nearest] counts them, lie between two words.
func Distance(a, b string) int { return distance(Fold(a), Fold(b)) }

// distance is the Damerau-Levenshtein distance of a and b in bytes, in the variant that edits no substring twice.
func distance(a, b string) int {
	older, old, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range now {
		now[j] = j
	}
	for i := range len(a) {
		older, old, now = old, now, older
		now[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			now[j+1] = min(old[j]+cost, old[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				now[j+1] = min(now[j+1], older[j-1]+1)
			}
		}
	}
	return now[len(b)]
}
