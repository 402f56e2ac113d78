// Package goname makes Go names of other Go names, as a person would: an initialism stays in one case.
package goname

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Exported returns name with a capital first letter.
func Exported(name string) string {
	_, size := utf8.DecodeRuneInString(name)
	return strings.ToUpper(name[:size]) + name[size:]
}

// Unexported returns name with its first word in small letters: Fetch becomes fetch, HTTPType httpType, IDs ids and
// XMLHTTP xmlHTTP. A name that starts with a small letter is not changed.
func Unexported(name string) string {
	word := firstWord(name)
	return strings.ToLower(word) + name[len(word):]
}

// OfKey returns the key of an annotation as a name: retry_result becomes RetryResult.
func OfKey(key string) string {
	var name strings.Builder
	for word := range strings.SplitSeq(key, "_") {
		name.WriteString(Exported(word))
	}
	return name.String()
}

// firstWord returns the first word of name: a capital letter and the small letters after it, or an initialism.
func firstWord(name string) string {
	capitals := name // those at the beginning
	if i := strings.IndexFunc(name, func(r rune) bool { return !unicode.IsUpper(r) }); i >= 0 {
		capitals = name[:i]
	}
	rest := name[len(capitals):]
	if plural(rest) {
		return capitals + "s"
	}
	if next, _ := utf8.DecodeRuneInString(rest); unicode.IsLower(next) {
		_, size := utf8.DecodeLastRuneInString(capitals) // it starts the next word, if there is one before
		if len(capitals) == size {
			return capitals
		}
		capitals = capitals[:len(capitals)-size]
	}
	for _, i := range initialisms {
		if strings.HasPrefix(capitals, i) && isInitialisms(capitals[len(i):]) {
			return i
		}
	}
	return capitals
}

// plural reports whether the text after an initialism is the s of its plural.
func plural(rest string) bool {
	after, found := strings.CutPrefix(rest, "s")
	next, _ := utf8.DecodeRuneInString(after)
	return found && !unicode.IsLower(next)
}

// isInitialisms reports whether s consists of well-known initialisms.
func isInitialisms(s string) bool {
	return s == "" || slices.ContainsFunc(initialisms, func(i string) bool {
		return strings.HasPrefix(s, i) && isInitialisms(s[len(i):])
	})
}

// initialisms are well-known ones. One that begins with another comes before it, so that XMLHTTP is seen as two.
var initialisms = []string{
	"ACL", "API", "ASCII", "CPU", "CSS", "DB", "DNS", "EOF", "GRPC", "GUID", "HTML", "HTTPS", "HTTP", "ID", "IO", "IP", "JSON", "JWT",
	"OS", "QPS", "RAM", "RPC", "SLA", "SMTP", "SQL", "SSH", "TCP", "TLS", "TTL", "UDP", "UID", "UI", "URI", "URL", "UTF", "UUID", "VM", "XML",
}
