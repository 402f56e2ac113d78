package directive

import (
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// nearestVerb returns the directive that name was probably meant to be, or "".
func nearestVerb(name string) string {
	name = strings.TrimFunc(name, func(r rune) bool { return strings.ContainsRune(",;:.()", r) })
	return keys.Nearest(name, verbNames())
}

func verbNames() []string {
	var names []string
	for _, v := range Verbs() {
		names = append(names, string(v.Verb))
	}
	return names
}

// enumerate joins words as in a sentence: "a, b and c".
func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
