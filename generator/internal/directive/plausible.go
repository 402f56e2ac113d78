package directive

import (
	"strconv"
	"strings"
	"time"
)

// looksLikeArguments reports whether args look like the arguments of verb, and not like the rest of a sentence.
func looksLikeArguments(verb Verb, args string) bool {
	words := strings.FieldsFunc(args, isSpace)
	if len(words) == 0 {
		return true
	}
	keyword := strings.Contains(args, "=") // a quoted word may hide it: look at them all
	switch verb {
	case VerbPolicy:
		_, err := time.ParseDuration(words[0])
		return keyword || err == nil || words[0] == "none"
	case VerbRetry:
		_, err := strconv.Atoi(words[0])
		return keyword || len(words) == 1 && (err == nil || words[0] == "none")
	case VerbUse:
		return len(words) == 1
	case VerbDecorator, VerbWith, VerbWhen, VerbWrap:
		return keyword
	case VerbImport:
		return strings.ContainsAny(args, "\"`")
	}
	return false
}
