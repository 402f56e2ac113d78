package directive

import (
	"slices"
	"strings"
)

// The verbs that say nothing about retrying, but belong to the same table.
const (
	VerbDecorator Verb = "decorator"
	VerbImport    Verb = "import"
)

// A Place is a set of places where a directive may stand.
type Place uint8

// The places.
const (
	OnInterface Place = 1 << iota // the doc comment of an interface type
	OnMethod                      // the doc comment of a method
	OnEmbedded                    // the doc comment of an embedded line
	OnFile                        // a comment before the first declaration that is no import
)

// String names the places as the documentation does: "interface, method, embedded".
func (p Place) String() string {
	var names []string
	for i, name := range []string{"interface", "method", "embedded", "file"} {
		if p&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// A VerbSpec describes a directive.
type VerbSpec struct {
	Verb  Verb
	Args  string // how its arguments are written; empty when it takes none
	Where Place
	Doc   string // what it does: one line, no final full stop
}

// Verbs returns all directives in the order of the documentation. The slice is the caller's own.
func Verbs() []VerbSpec {
	const anywhere = OnInterface | OnMethod | OnEmbedded
	return []VerbSpec{
		{VerbPolicy, "[positional…] [key=value…]", anywhere, "retries under the limits and on the errors that are given"},
		{VerbRetry, "N [key=value…]", anywhere, "retries at most N times in all, on every error; N may be none"},
		{VerbUse, "Name", anywhere, "retries under a shared policy: a package-level variable, or a function without parameters"},
		{VerbOff, "", OnMethod | OnEmbedded, "does not retry here, although the interface has a default"},
		{VerbDecorator, "name=N constructor=C policies=P", OnInterface, "names the generated type, and after it its constructor and policies, which may have other names"},
		{VerbImport, `[alias] "path"`, OnFile, "makes a package known to this file's annotations without a Go import"},
	}
}

// A Kind is the kind of a key's value.
type Kind string

// The kinds of values, as the documentation names them.
const (
	KindDuration  Kind = "duration, or none"
	KindCount     Kind = "integer >= 1, or none"
	KindErrors    Kind = "comma list"
	KindPredicate Kind = "predicate"
	KindName      Kind = "identifier"
	KindNumber    Kind = "number >= 1"
	KindJitter    Kind = "none, full, equal, decorrelated, or a ratio in (0,1]"
	KindFunc      Kind = "func"
	KindChoice    Kind = "one of a few words"
)

// A KeySpec describes a key of a directive.
type KeySpec struct {
	Name       string
	Spelling   string // a second spelling; empty when there is none
	Kind       Kind
	Positional int    // its place in positional notation, from 1; 0 when it has none
	Default    string // as it would be written, or in words
	Doc        string // what it does: one line, no final full stop
	Supported  bool   // false for a known key that is refused for now

	choices []string // the values of a key that takes one of a few words

	meant []string // what other libraries call it, folded as [diag.Fold] does, for "did you mean" hints
}

// Values says in few words what the key's value may be.
func (k KeySpec) Values() string {
	if k.Kind == KindChoice {
		return strings.Join(k.choices, " or ")
	}
	return string(k.Kind)
}

// Keys returns the keys of verb in the order of the documentation, nil when it takes none. The slice is the caller's
// own.
func Keys(verb Verb) []KeySpec {
	switch verb {
	case VerbPolicy, VerbRetry:
		keys := policyKeys()
		if verb == VerbRetry { // its one positional argument is no key: N
			for i := range keys {
				keys[i].Positional = 0
			}
		}
		return keys
	case VerbDecorator:
		return []KeySpec{
			{Name: "name", Kind: KindName, Default: "Retrying and the interface's name", Doc: "the generated type's name, and the others' after it", Supported: true, meant: []string{"type"}},
			{Name: "constructor", Kind: KindName, Default: "New and the type's name", Doc: "the constructor's name", Supported: true, meant: []string{"func", "new", "ctor"}},
			{Name: "policies", Kind: KindName, Default: "the name that is given, or else the interface's, and Policies", Doc: "the name of the struct of policies; the function of the default ones is Default and this", Supported: true, meant: []string{"policy", "config", "options"}},
		}
	}
	return nil
}

func policyKeys() []KeySpec {
	return []KeySpec{
		{Name: "attempt_timeout", Kind: KindDuration, Positional: 1, Default: "none", Supported: true,
			Doc: "an attempt that runs longer is cancelled and tried again", meant: []string{"timeout", "pertrytimeout", "trytimeout"}},
		{Name: "deadline", Kind: KindDuration, Positional: 2, Default: "none", Supported: true,
			Doc: "all attempts and pauses together never run longer", meant: []string{"maxelapsedtime", "totaltimeout", "maxduration"}},
		{Name: "pause", Kind: KindDuration, Positional: 3, Default: "0", Supported: true,
			Doc: "the time from the end of an attempt to the start of the next", meant: []string{"delay", "wait", "interval", "backoff", "sleep"}},
		{Name: "errors", Spelling: "exceptions", Kind: KindErrors, Positional: 4, Default: "policy: timeouts alone; retry: error", Supported: true,
			Doc: "which errors are retried: values, types, functions, or error for every one", meant: []string{"retryon", "on", "retryif"}},
		{Name: "giveup", Kind: KindPredicate, Default: "none", Supported: true,
			Doc: "looks at a retryable error and may end the retrying at once", meant: []string{"stopif", "aborton", "unless"}},
		{Name: "max_tries", Kind: KindCount, Default: "none", Supported: true,
			Doc: "there are never more attempts; the first one counts", meant: []string{"attempts", "maxattempts", "try", "tries", "retries", "maxretries", "times"}},
		{Name: "multiplier", Kind: KindNumber, Default: "1", Supported: true,
			Doc: "the pause before try n+1 is pause * multiplier^(n-1)", meant: []string{"factor"}},
		{Name: "max_pause", Kind: KindDuration, Default: "none", Supported: true,
			Doc: "the upper bound of any pause", meant: []string{"maxdelay", "cap"}},
		{Name: "jitter", Kind: KindJitter, Default: "none", Supported: true, choices: []string{"none", "full", "equal", "decorrelated"},
			Doc: "spreads the pauses at random, within max_pause"},
		{Name: "retry_result", Kind: KindPredicate, Default: "none", Supported: true,
			Doc: "looks at the results of an attempt without an error, and may retry it all the same"},
		{Name: "pause_from", Kind: KindFunc, Default: "none", Supported: true,
			Doc: "func(error) (time.Duration, bool): a pause that the server asked for, never shorter than the policy's own; backoff.RetryAfter is one"},
		{Name: "fallback", Kind: KindFunc, Default: "none", Supported: true,
			Doc: "takes the method's parameters and the error, and makes its results when the call has failed for good"},
		{Name: "hedge", Kind: KindDuration, Default: "none", Supported: true,
			Doc: "begins another attempt, of max_tries, beside one that has run so long; the first success wins", meant: []string{"hedgingdelay", "hedgeafter", "hedgedelay", "speculative"}},
		{Name: "on_timeout", Kind: KindChoice, Default: "cancel", Supported: true, choices: []string{"cancel", "abandon"},
			Doc: "whether an attempt that is out of time is waited for until it heeds its context (cancel), or left behind (abandon)", meant: []string{"ontimeout"}},
		{Name: "lifetime", Kind: KindChoice, Default: "by the results' types", Supported: true, choices: []string{"call", "result"},
			Doc: "whether the context of an attempt that succeeds ends with the call, or lives on for a result such as a stream"},
		{Name: "replay", Kind: KindChoice, Default: "auto", Supported: true, choices: []string{"auto", "none", "always"},
			Doc: "whether what an attempt consumes, such as a reader, is rewound for the next and ends the retrying where it cannot be (auto), always ends it (none), or is passed again as it is (always)"},
	}
}

// verbSpec finds the directive called name.
func verbSpec(name string) (VerbSpec, bool) {
	verbs := Verbs()
	i := slices.IndexFunc(verbs, func(v VerbSpec) bool { return string(v.Verb) == name })
	if i < 0 {
		return VerbSpec{}, false
	}
	return verbs[i], true
}

// keySpec finds the key called name, in either spelling.
func keySpec(keys []KeySpec, name string) (KeySpec, bool) {
	i := slices.IndexFunc(keys, func(k KeySpec) bool { return k.Name == name || k.Spelling != "" && k.Spelling == name })
	if i < 0 {
		return KeySpec{}, false
	}
	return keys[i], true
}
