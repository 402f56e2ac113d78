package goname

import "strings"

// WithArticle puts the indefinite article before a name or the text of a type: an int, a uint, an error, an Other, an untyped nil. It goes
// by the letter: of names that begin with a U it takes the most to be spoken as User is.
func WithArticle(noun string) string {
	if strings.HasPrefix(noun, "untyped ") || strings.HasPrefix(noun, "unsafe.") || strings.ContainsAny(noun[:min(len(noun), 1)], "aeioAEIO") {
		return "an " + noun
	}
	return "a " + noun
}
