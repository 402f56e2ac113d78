package diag

// A Rule documents one code that a [Diagnostic] may carry.
type Rule struct {
	Code     string
	Severity Severity
	Meaning  string // one line, no final full stop
}

// The codes of the annotations' text: grammar, values and places. They are stable, and each is explained by [Rules].
const (
	UnknownDirective   = "unknown-directive"
	MisplacedDirective = "misplaced-annotation"
	DuplicateDirective = "duplicate-annotation"
	DirectiveSpace     = "directive-with-space"
	DirectiveCase      = "directive-case"
	DirectiveMisspelt  = "misspelt-annotation"
	BadQuote           = "bad-quote"
	BadArgument        = "bad-argument"
	MissingArgument    = "missing-argument"
	UnknownKey         = "unknown-key"
	UnsupportedKey     = "unsupported-key"
	DuplicateKey       = "duplicate-key"
	BadValue           = "bad-value"
	DuplicateImport    = "duplicate-import"
	NoEffect           = "no-effect"
	NoPause            = "no-pause"
	NoHedge            = "no-hedge"
	PauseOverDeadline  = "pause-over-deadline"
	TimeoutOverLimit   = "attempt-timeout-over-deadline"
)

// TextRules returns the rules that need nothing but an annotation's text, in the order of the documentation. The slice
// is the caller's own.
func TextRules() []Rule {
	return []Rule{
		{UnknownDirective, Error, "the word after //backoff: names no directive"},
		{MisplacedDirective, Error, "the annotation stands where it does nothing"},
		{DuplicateDirective, Error, "a second policy, retry, use or off (or a second decorator) in one place"},
		{DirectiveSpace, Warning, "a space after // makes it a comment and no annotation"},
		{DirectiveCase, Warning, "a capital letter makes it a comment and no annotation"},
		{DirectiveMisspelt, Warning, "a comment in the place of an annotation is nearly one, and none"},
		{BadQuote, Error, "a quote that is not closed, an escape that Go does not know, or text glued behind a closing quote"},
		{BadArgument, Error, "an argument that the directive does not take, or not in this place"},
		{MissingArgument, Error, "the directive lacks an argument that it needs"},
		{UnknownKey, Error, "the word before = names no key of the directive"},
		{UnsupportedKey, Error, "a key that this version does not support yet"},
		{DuplicateKey, Error, "a key is given twice, be it once by position"},
		{BadValue, Error, "a value that does not parse or is out of its range"},
		{DuplicateImport, Error, "the same package, or the same alias, is made known twice"},
		{NoEffect, Error, "a policy without errors, attempt_timeout and deadline never does anything"},
		{NoHedge, Warning, "a hedge that never begins an attempt"},
		{NoPause, Warning, "a key that varies a pause has none to vary"},
		{PauseOverDeadline, Warning, "a pause that never fits into the deadline: there will be one attempt only"},
		{TimeoutOverLimit, Warning, "an attempt_timeout that the deadline always overtakes"},
	}
}
