package directive

import (
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// nearestVerb returns the directive that name was probably meant to be, or "".
func nearestVerb(name string) string {
	name = strings.TrimFunc(name, func(r rune) bool { return strings.ContainsRune(",;:.()", r) })
	return diag.Nearest(name, verbNames())
}

func verbNames() []string {
	var names []string
	for _, v := range Verbs() {
		names = append(names, string(v.Verb))
	}
	return names
}

// nearestKey returns the key that name was probably meant to be, or "". What other libraries call it counts before a slip
// of the pen: timeout is no misspelt on_timeout.
func nearestKey(keys []KeySpec, name string) string {
	for _, k := range keys {
		if slices.Contains(k.meant, diag.Fold(name)) {
			return k.Name
		}
	}
	return diag.Nearest(name, keyNames(keys))
}

func keyNames(keys []KeySpec) []string {
	var names []string
	for _, k := range keys {
		if k.Supported {
			names = append(names, k.Name)
		}
		if k.Spelling != "" {
			names = append(names, k.Spelling)
		}
	}
	for _, k := range keys {
		if !k.Supported { // after the others, which win where both are as near
			names = append(names, k.Name)
		}
	}
	return names
}

// enumerate joins words as prose does: "a, b and c".
func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
