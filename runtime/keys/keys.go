// Package keys is the only table of a policy's keys: their names, the values that they may have, how values are written and
// read as text, and which fields of backoff.Policy have them. The generator reads annotations, writes code and explains
// with it; the runtime checks and prints policies and reads JSON and the environment with it. So all of them know the same
// keys and say the same about a value.
//
// It is for the generator and the runtime. Other programs have no use for it, and it may change with any release.
package keys

import (
	"slices"
	"strings"
)

// A Key describes a key of a policy.
type Key struct {
	Name       string   // in annotations, JSON and, in capitals, the environment
	Spelling   string   // a second spelling, in annotations; empty when there is none
	Kind       Kind     // of its values
	Choices    []string // the words that it may be, for KindChoice, KindJitter and KindIdempotent; of a choice the first is the default
	Positional int      // its position among positional arguments, from 1; 0 when it has none
	Default    string   // as it would be written, or in words
	Ring       Ring     // who needs it
	Doc        string   // what it does: one line, no final full stop

	// Field is the field of backoff.Policy that has the value; empty if only the generated method needs it.
	Field string

	// Configurable says that JSON and the environment may change the value: it is data, and no code depends on it.
	Configurable bool

	// SettingOnly says that annotations do not have the key: there are other ways to say it there.
	SettingOnly bool

	// OfCases says that a case of a policy may have a value in place of the policy's.
	OfCases bool

	// Meant are the names that other libraries have for the key, changed by [Fold], for "did you mean" hints.
	Meant []string
}

// A Kind is the kind of a key's values. Its text describes them in a few words.
type Kind string

// The kinds of values that are data. Their text form is the same in annotations, JSON and the environment.
const (
	KindDuration Kind = "duration, or none"                                    // a [time.Duration]; none is 0
	KindLimit    Kind = "duration over 0, or none"                             // a [time.Duration] for which 0 would mean none
	KindCount    Kind = "integer >= 1, or none"                                // an int up to [MaxCount]; none is 0
	KindNumber   Kind = "number >= 1"                                          // a float64; 1 is 0, which is none
	KindJitter   Kind = "none, full, equal, decorrelated, or a ratio in (0,1]" // a string; none is empty
	KindChoice   Kind = "one of a few words"                                   // a string, one of the key's choices
	KindBool     Kind = "true or false"                                        // a string, one of the two choices; JSON has a boolean
)

// The kinds of values that are code. Only annotations have them.
const (
	KindErrors     Kind = "comma list"
	KindPredicate  Kind = "predicate"
	KindFunc       Kind = "func"
	KindVar        Kind = "variable"
	KindIdempotent Kind = "yes, no, key or predicate"
	KindName       Kind = "identifier"                       // of a decorator, not of a policy
	KindFolder     Kind = "folder"                           // of a decorator, not of a policy
	KindMethods    Kind = "comma list of names, * at an end" // of a line, not of its policy
)

// A Ring says how early a user needs a key.
type Ring int

// The rings, from the most common keys on.
const (
	EveryDay   Ring = iota // for nearly every policy
	Server                 // for servers that say when to try again
	Specialist             // for special needs
)

// String returns the ring's heading in tables.
func (r Ring) String() string {
	switch r {
	case EveryDay:
		return "every day"
	case Server:
		return "what the server says"
	}
	return "specialists"
}

// OfCases returns the keys that a case of a policy may have, with what applies where it does not.
func OfCases() []Key {
	list := slices.DeleteFunc(All(), func(k Key) bool { return !k.OfCases })
	for i := range list {
		list[i].Default = "the policy's"
		list[i].Positional = 0
		if list[i].Kind == KindErrors {
			list[i].Positional, list[i].Default = 1, "none: it has to be given"
		}
	}
	return append(list, Key{Name: Result, Kind: KindPredicate, Default: "none", Ring: Server,
		Doc: "looks at the results of an attempt that returned no error, as retry_result does; true retries it as the case says"})
}

// Find returns the key with that name or second spelling.
func Find(name string) (Key, bool) { return FindIn(All(), name) }

// FindIn is [Find] for a list of keys.
func FindIn(list []Key, name string) (Key, bool) {
	i := slices.IndexFunc(list, func(k Key) bool { return k.Name == name || k.Spelling != "" && k.Spelling == name })
	if i < 0 {
		return Key{}, false
	}
	return list[i], true
}

// Names returns the names of keys.
func Names(list []Key) []string {
	names := make([]string, len(list))
	for i, k := range list {
		names[i] = k.Name
	}
	return names
}

// IsData reports whether values of k are data, which [Key.Parse] reads, or code.
func (k Key) IsData() bool {
	switch k.Kind {
	case KindDuration, KindLimit, KindCount, KindNumber, KindJitter, KindChoice, KindBool:
		return true
	}
	return false
}

// IsNumber reports whether values of k are numbers in JSON, except "none".
func (k Key) IsNumber() bool { return k.Kind == KindCount || k.Kind == KindNumber }

// Values describes k's values in a few words, for tables.
func (k Key) Values() string {
	if k.Kind == KindChoice {
		return strings.Join(k.Choices, " or ")
	}
	return string(k.Kind)
}

// Expected describes k's values for the end of a sentence.
func (k Key) Expected() string {
	switch k.Kind {
	case KindDuration, KindLimit:
		return "a duration such as 1s or 250ms, or none"
	case KindCount:
		return "an integer of 1 or more, or none"
	case KindNumber:
		return "a number of 1 or more, such as 1.5"
	case KindJitter:
		return strings.Join(k.Choices, ", ") + ", or a ratio over 0 and up to 1, such as 0.2"
	case KindIdempotent:
		return strings.Join(k.Choices, ", ") + ", or a boolean expression over the parameters"
	case KindChoice, KindBool:
		last := len(k.Choices) - 1
		if last == 0 {
			return k.Choices[0]
		}
		return strings.Join(k.Choices[:last], ", ") + " or " + k.Choices[last]
	case KindErrors:
		return "a comma list of error values, types and functions"
	case KindPredicate:
		return "a function's name, or an expression over err"
	case KindFunc:
		return "the name of a function"
	case KindVar:
		return "the name of a package-level variable"
	case KindFolder:
		return "a folder of the module, relative to the source's, such as ./durable"
	case KindMethods:
		return "names of methods, such as Get,List* for Get and all whose names begin with List"
	}
	return "a Go identifier"
}
