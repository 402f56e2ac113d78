package directive

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// An assignment is an argument together with the key that it is for.
type assignment struct {
	directive *rawDirective // in which it is written
	spec      keys.Key
	key       int // offset of the key; -1 in positional notation
	val       value
}

// An arguments turns the words of one directive, and of those that go on with it, into assignments.
type arguments struct {
	*reader
	directive *rawDirective // the one that is being read
	verb      Verb
	keys      []keys.Key
	words     []word
	given     map[string]token.Pos // by key: where it is given first
	list      []assignment

	positional int  // the number of positional arguments so far
	keyword    bool // there has been a key=value argument

	unknown int // the number of unknown keys
	read    int // the number of words read so far
}

// mostWords is how many words an annotation may have, with the lines that go on with it: each can have a finding, which takes more
// memory than the word.
const mostWords = 1000

// mostHints is how many unknown keys of one annotation get a hint: to find what was probably meant takes time.
const mostHints = 100

// readAssignments reads the arguments of a directive, positional ones first, and of those that go on with it, and reports
// those that cannot be used.
func (r *reader) readAssignments(rd *rawDirective, verb Verb) []assignment {
	a := &arguments{reader: r, verb: verb, keys: r.keysOf(verb), given: map[string]token.Pos{}}
	for _, line := range rd.lines() {
		a.readLine(line)
		if a.read > mostWords {
			break
		}
		if line == rd && a.positional == 0 {
			a.reportMissing()
		}
	}
	return a.list
}

// reportMissing reports that the argument which the directive begins with is missing, if it has one.
func (a *arguments) reportMissing() {
	message, hint := "", ""
	switch a.verb {
	case VerbRetry:
		message, hint = "retry needs a number of tries first, such as retry 5, or none", "the first try counts too"
	case VerbUse:
		message = "use needs the name of a shared policy, such as use Slow or use pkg.Slow"
	default:
		return
	}
	at := a.directive.verbOffset()
	a.errorAt(a.directive, diag.MissingArgument, at, at+len(a.directive.verb), message).Hint = hint
}

// readLine reads the arguments of the directive itself, or of one that goes on with it.
func (a *arguments) readLine(line *rawDirective) {
	a.directive, a.words = line, a.splitWords(line)
	goesOn := line.verb == string(VerbWith)
	if goesOn && len(a.words) == 0 {
		a.errorAt(line, diag.MissingArgument, line.verbOffset(), line.argsOffset, "with needs key=value arguments: it goes on with the keys of the "+string(a.verb)+" line above")
	}
	a.keyword = goesOn
	for i := 0; i < len(a.words); i++ {
		w := a.words[i]
		if a.read++; a.read > mostWords {
			a.errorAt(line, diag.BadArgument, w.begin, w.stop, fmt.Sprintf("%s has more than %d arguments: the rest is not read", a.verb, mostWords))
			return
		}
		if key, val, ok := w.cutKey(a.keys); ok {
			a.keyword = true
			i += a.readKeyed(i, key, val)
			continue
		}
		if n := a.reportSpaceBeforeEquals(i); n > 0 {
			a.keyword = true
			i += n
			continue
		}
		if a.keyword {
			i += a.reportLate(i)
			continue
		}
		a.positional++
		a.readPositional(a.positional, w)
	}
}

// readKeyed reads key=val, which is word i. It returns how many of the next words belong to it.
func (a *arguments) readKeyed(i int, key, val value) (more int) {
	w := a.words[i]
	spec, known := keys.FindIn(a.keys, key.text)
	if !known {
		a.reportUnknownKey(key)
		return 0
	}
	first, twice := a.given[spec.Name]
	if !twice {
		a.given[spec.Name] = a.directive.at(key.start())
	}
	switch {
	case twice:
		a.reportTwice(spec, key, first)
	case w.bad:
	case val.trim().text == "":
		d := a.errorAt(a.directive, diag.BadValue, val.start(), val.end(), spec.Name+" has no value; expected "+spec.Expected())
		if i+1 < len(a.words) && w.stop == val.end() {
			if _, _, ok := a.words[i+1].cutKey(a.keys); !ok {
				d.Hint = "no space after ="
				return 1
			}
		}
	default:
		a.list = append(a.list, assignment{a.directive, spec, key.start(), val})
	}
	return 0
}

func (a *arguments) reportUnknownKey(key value) {
	d := a.errorAt(a.directive, diag.UnknownKey, key.start(), key.end(), fmt.Sprintf("unknown key %s of %s", key.text, a.verb))
	if a.unknown++; a.unknown > mostHints {
		return
	}
	if near := keys.Suggest(a.keys, key.text); near != "" {
		d.Hint = "did you mean " + near + "?"
		if _, twice := a.given[near]; !twice {
			d.Replace(near)
		}
		return
	}
	d.Hint = "the keys are " + enumerate(keys.Names(a.keys))
	if _, of := keys.Find(key.text); len(a.keys) == 1 {
		d.Hint = "its only key is " + a.keys[0].Name
		if of && a.verb == VerbUse {
			d.Hint = "the shared policy has its values itself; " + d.Hint
		}
	}
	if key.text == keys.Enabled || keys.Translate(keys.OfPolicy(), key.text) == keys.Enabled {
		d.Hint = "only JSON and the environment have " + keys.Enabled + ": write //backoff:off to retry nothing here"
	}
}

// reportTwice reports the second time that a key is given.
func (a *arguments) reportTwice(spec keys.Key, second value, first token.Pos) {
	d := a.errorAt(a.directive, diag.DuplicateKey, second.start(), second.end(), spec.Name+" is given twice")
	if a.verb == VerbRetry && spec.Name == keys.MaxTries {
		d.Message += ": retry's number is max_tries"
	}
	d.Related = []diag.Related{{Pos: a.fset.Position(first), Message: "given here first"}}
}

// reportSpaceBeforeEquals reports "key = value" in three words, or "key =value" in two. It returns how many words after
// word i belong to it.
func (a *arguments) reportSpaceBeforeEquals(i int) (more int) {
	if i+1 >= len(a.words) || !isKey(a.words[i].text) {
		return 0
	}
	key, equals := a.words[i].value, a.words[i+1]
	if !strings.HasPrefix(equals.text, "=") || strings.HasPrefix(equals.text, "==") {
		return 0
	}
	if spec, known := keys.FindIn(a.keys, key.text); known {
		a.given[spec.Name] = a.directive.at(key.start())
	} else {
		a.reportUnknownKey(key)
	}
	a.errorAt(a.directive, diag.BadArgument, equals.begin, equals.begin+1, "a space before =; expected "+key.text+"=value in one word")
	if equals.text == "=" && i+2 < len(a.words) {
		return 2
	}
	return 1
}

// reportLate reports positional arguments after a key=value argument. All that follow each other are reported together,
// since they are mostly one value with spaces in it. It returns how many words after word i there are.
func (a *arguments) reportLate(i int) (more int) {
	last := i
	for last+1 < len(a.words) {
		if _, _, ok := a.words[last+1].cutKey(a.keys); ok {
			break
		}
		last++
	}
	d := a.errorAt(a.directive, diag.BadArgument, a.words[i].begin, a.words[last].stop, "a positional argument after a key=value argument")
	if i == 0 {
		d.Message = "with takes key=value arguments only"
		d.Hint = "positional arguments belong in the " + string(a.verb) + " line above"
		return last - i
	}
	d.Hint = `positional arguments come first; a value with spaces needs quotes: key="a b"`
	return last - i
}

// readPositional reads the n-th positional argument, counted from 1.
func (a *arguments) readPositional(n int, w word) {
	spec, ok := a.positionalKey(n)
	if !ok {
		d := a.errorAt(a.directive, diag.BadArgument, w.begin, w.stop, fmt.Sprintf("%s takes no argument %s here", a.verb, w.text))
		d.Hint = "write key=value"
		switch a.verb {
		case VerbRetry:
			d.Hint = "after the number, write key=value"
		case VerbUse:
			d.Message, d.Hint = "use takes the name of one shared policy, and methods", ""
		case VerbOff:
			d.Message, d.Hint = "off takes no argument but methods", ""
		}
		return
	}
	if _, twice := a.given[spec.Name]; !twice {
		a.given[spec.Name] = a.directive.at(w.start())
	}
	switch {
	case w.bad:
	case w.trim().text == "":
		a.errorAt(a.directive, diag.BadValue, w.start(), w.start(), fmt.Sprintf("%s (argument %d) is empty; expected %s", spec.Name, n, spec.Expected()))
	default:
		a.list = append(a.list, assignment{a.directive, spec, -1, w.value})
	}
}

// positionalKey returns the key that the n-th positional argument is for.
func (a *arguments) positionalKey(n int) (keys.Key, bool) {
	switch a.verb {
	case VerbRetry:
		spec, _ := keys.FindIn(a.keys, keys.MaxTries)
		return spec, n == 1
	case VerbUse:
		return keys.Key{Name: string(VerbUse), Kind: keys.KindVar}, n == 1
	}
	for _, k := range a.keys {
		if k.Positional == n || k.Positional > 0 && k.Kind == keys.KindErrors && n > k.Positional {
			return k, true
		}
	}
	return keys.Key{}, false
}
