package diag

// A Rule documents one code that a [Diagnostic] may carry.
type Rule struct {
	Code     string
	Severity Severity
	Meaning  string // what is wrong: one line, no final full stop
	Remedy   string // what to do about it: one line, no final full stop
	Law      string // the rule of docs/rules.md that it belongs to, such as "1.7"
}

// The codes of diagnostics about the text of annotations: grammar, values and places. They are stable, and [TextRules]
// explains each.
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
	DuplicateKey       = "duplicate-key"
	BadValue           = "bad-value"
	DuplicateImport    = "duplicate-import"
	NoEffect           = "no-effect"
	NoPause            = "no-pause"
	NoHedge            = "no-hedge"
	HedgedBeforeRetry  = "hedge-before-retry"
	PauseOverDeadline  = "pause-over-deadline"
	NotAsked           = "not-asked"
	HintWithoutEnd     = "hint-without-end"
	TimeoutOverLimit   = "attempt-timeout-over-deadline"
)

// TextRules returns the rules about the text of annotations, in the order of the documentation. The slice is the
// caller's own.
func TextRules() []Rule {
	return []Rule{
		{UnknownDirective, Error, "the word after //backoff: is not a directive",
			"write policy, retry, use, off, decorator, wrap, when, with or import", "1.1"},
		{MisplacedDirective, Error, "the annotation is in a place where it does nothing",
			"move it into the doc comment of an interface, of one of its methods or of an embedded line", "1.10"},
		{DuplicateDirective, Error, "a second policy, retry, use or off (or a second decorator or wrap) in one place",
			"keep only one of them", "1.9"},
		{DirectiveSpace, Warning, "a space after // makes it a comment and not an annotation",
			"remove the space: //backoff:", "1.10"},
		{DirectiveCase, Warning, "a capital letter makes it a comment and not an annotation",
			"write backoff in small letters: //backoff:", "1.10"},
		{DirectiveMisspelt, Warning, "a comment in the place of an annotation looks like one, but is misspelt",
			"write it as the hint says: //backoff: and the directive", "1.10"},
		{BadQuote, Error, "a quote that is not closed, an escape that Go does not know, or text right after a closing quote",
			`quote the whole value, key="a b", or the whole argument, "key=a b", in one line`, "1.12"},
		{BadArgument, Error, "an argument that the directive does not accept, or not in this position",
			"write positional arguments first and the others as key=value, without spaces around the =", "1.11"},
		{MissingArgument, Error, "the directive lacks an argument that it needs",
			"add it: retry takes a number, use the name of a policy, import a path in quotes", "1.11"},
		{UnknownKey, Error, "the word before = is not a key of the directive",
			"write the key that the hint names, or look it up in go doc github.com/backoffgen/backoffgen/cmd/backoffgen", "1.11"},
		{DuplicateKey, Error, "a key is given twice, or once by position and once as key=value",
			"keep only one of them", "1.11"},
		{BadValue, Error, "a value that does not parse or is out of its range",
			"write a value of the kind that the message names; none means no limit", "1.12"},
		{DuplicateImport, Error, "the same package or alias is imported twice",
			"keep only one of the lines, or choose another alias", "1.17"},
		{NoEffect, Error, "a policy without errors, attempt_timeout, deadline and retry_result never does anything",
			"name the errors to retry, such as errors=error for every one, or limit the time", "1.28"},
		{NoHedge, Warning, "a hedge that never begins an attempt",
			"allow a second try, and make hedge shorter than attempt_timeout, deadline and retry_for", "1.25"},
		{HedgedBeforeRetry, Error, "a before_retry in a policy that hedges: what it prepares is not to be changed under an attempt that runs",
			"leave out hedge or before_retry", "1.37"},
		{NoPause, Warning, "a key that changes pauses, where there is no pause",
			"add pause, or leave the key out", "1.22"},
		{HintWithoutEnd, Warning, "a server may ask for a pause of any length",
			"add max_hint, deadline or retry_for, or write max_hint=none if that is intended", "1.23"},
		{NotAsked, Warning, "a giveup or pause_from that is not asked about the results that retry_result rejects",
			"leave it out, or name the errors that it is to look at", "1.21"},
		{PauseOverDeadline, Warning, "a pause that does not fit into the deadline or retry_for: there will be only one attempt",
			"make the pause shorter or the limit longer", "1.28"},
		{TimeoutOverLimit, Warning, "an attempt_timeout that is longer than the deadline",
			"make attempt_timeout shorter than the deadline, or leave it out", "1.28"},
	}
}
