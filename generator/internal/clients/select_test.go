package clients

import (
	"slices"
	"strings"
	"testing"
)

// tiny is a client whose rules overlap.
func tiny() Client {
	tiny := Package{"example.com/tiny", "tiny"}
	return Client{
		Name:    "tiny",
		Title:   "a tiny client",
		Modules: []Module{{"example.com/tiny", "v1.2.0"}},
		Rules: []Rule{{
			Class: Never, Excludes: []Class{Unsent}, Match: tiny.call("IsWrong"), Words: "wrong",
		}, {
			Class: Unsent, Match: tiny.call("SafeToRetry"), Words: "safe", Since: "v1.1.0",
		}, {
			Class: Unsent, Match: As{Type: tiny.pointer("DialError")}, Words: "dialing",
		}, {
			Class: Throttled, Words: "too many",
			Match: As{Type: tiny.pointer("Error"), Where: []Condition{{Field: "Code", In: tiny.values("TooMany", "Slower")}}},
		}, {
			Class: Transient, Words: "starting",
			Match: As{Type: tiny.pointer("Error"), Where: []Condition{{Field: "Code", In: tiny.values("Starting")}}},
		}, {
			Class: Unknown, Match: Is{tiny.all("ErrLost")}, Words: "lost",
		}},
		Empty: map[Class]string{Conflict: "it has no transactions"},
	}
}

func words(steps []Step) []string {
	var list []string
	for _, s := range steps {
		var rules []string
		for _, r := range s.Rules {
			rules = append(rules, r.Words)
		}
		list = append(list, strings.Join(rules, "+"))
	}
	return list
}

func TestSelect(t *testing.T) {
	without := func(names ...string) Installed {
		return Installed{Has: func(_, name string) bool { return !slices.Contains(names, name) }}
	}
	at := func(version string) Installed {
		return Installed{Version: func(module string) string {
			if module != "example.com/tiny" {
				t.Errorf("the version of %s is asked for", module)
			}
			return version
		}}
	}
	for _, c := range []struct {
		name      string
		classes   []Class
		installed Installed
		want      []string
		leftOut   []string
		err       string
	}{
		{name: "what excludes comes first", classes: []Class{Unsent}, want: []string{"wrong", "safe", "dialing"}},
		{name: "and only where it has to", classes: []Class{Throttled}, want: []string{"too many"}},
		{name: "one question for two classes, from which nothing is excluded", classes: Safe(), want: []string{"too many+starting", "wrong", "safe", "dialing"}},
		{name: "a name that is missing", classes: []Class{Unsent}, installed: without("DialError"), want: []string{"wrong", "safe"},
			leftOut: []string{"tiny.DialError does not exist in this version"}},
		{name: "a value that is missing", classes: []Class{Throttled}, installed: without("Slower"), want: []string{"too many"},
			leftOut: []string{"tiny.Slower does not exist in this version"}},
		{name: "all values missing", classes: []Class{Throttled}, installed: without("Slower", "TooMany"),
			leftOut: []string{"tiny.TooMany, tiny.Slower do not exist in this version"},
			err:     "no error is of the class @tiny.throttled: tiny.TooMany, tiny.Slower do not exist in this version"},
		{name: "a field that is missing", classes: []Class{Transient},
			installed: Installed{HasField: func(path, typ, field string) bool { return path+typ+field != "example.com/tinyErrorCode" }},
			leftOut:   []string{"tiny.Error.Code does not exist in this version"},
			err:       "no error is of the class @tiny.transient: tiny.Error.Code does not exist in this version"},
		{name: "nothing left to exclude from", classes: []Class{Unsent, Unknown}, installed: without("DialError", "SafeToRetry", "ErrLost"),
			leftOut: []string{"tiny.ErrLost does not exist in this version", "tiny.SafeToRetry does not exist in this version", "tiny.DialError does not exist in this version"},
			err: "no error is of the class @tiny.unsent or @tiny.unknown: tiny.ErrLost does not exist in this version; tiny.SafeToRetry does not exist in this version; " +
				"tiny.DialError does not exist in this version"},
		{name: "too old", classes: []Class{Unsent}, installed: at("v1.0.9"), want: []string{"wrong", "dialing"},
			leftOut: []string{"it is true of example.com/tiny since v1.1.0, and here is v1.0.9"}},
		{name: "old enough", classes: []Class{Unsent}, installed: at("v1.1.0-0.20261126000000-abcdefabcdef"), want: []string{"wrong", "safe", "dialing"}},
		{name: "newer by number, not by letter", classes: []Class{Unsent}, installed: at("v1.10.0"), want: []string{"wrong", "safe", "dialing"}},
		{name: "an empty class", classes: []Class{Conflict}, err: "no error is of the class @tiny.conflict: it has no transactions"},
	} {
		t.Run(c.name, func(t *testing.T) {
			steps, leftOut, err := tiny().Select(c.classes, c.installed)
			if got := words(steps); !slices.Equal(got, c.want) {
				t.Errorf("it is %q, want %q", got, c.want)
			}
			var why []string
			for _, out := range leftOut {
				why = append(why, out.Why)
			}
			if !slices.Equal(why, c.leftOut) {
				t.Errorf("left out are %q, want %q", why, c.leftOut)
			}
			var said string
			if err != nil {
				said = err.Error()
			}
			if said != c.err {
				t.Errorf("the error is %q, want %q", said, c.err)
			}
		})
	}
}

// A selection changes nothing of the table, so that a second one finds all there.
func TestSelectTwice(t *testing.T) {
	c := tiny()
	missing := Installed{Has: func(_, name string) bool { return name != "TooMany" }}
	if _, _, err := c.Select(Safe(), missing); err != nil {
		t.Fatal(err)
	}
	steps, leftOut, err := c.Select(Safe(), Installed{})
	if err != nil || len(leftOut) > 0 {
		t.Fatal(leftOut, err)
	}
	if m := steps[0].Match.(As); len(m.Where[0].In) != 3 {
		t.Errorf("of three values there are %v", m.Where[0].In)
	}
}

func TestSelectResponses(t *testing.T) {
	http, _ := Lookup("http")
	rules, err := http.SelectResponses([]Class{Throttled, Unknown})
	if err != nil || len(rules) != 2 {
		t.Errorf("it is %v, %v", rules, err)
	}
	if _, err := http.SelectResponses([]Class{Conflict}); err == nil || err.Error() != "no response is of the class @http.conflict" {
		t.Errorf("the error is %v", err)
	}
	if _, err := tiny().SelectResponses(Safe()); err == nil || err.Error() != "@tiny is about errors alone, and not about responses" {
		t.Errorf("the error is %v", err)
	}
}

// TestPrintWithImports: a file may know a package by another name.
func TestPrintWithImports(t *testing.T) {
	c := tiny()
	steps, _, err := c.Select([]Class{Throttled, Unknown}, Installed{})
	if err != nil {
		t.Fatal(err)
	}
	source, imports, err := Print(Function{Name: "isTiny", Client: c, Classes: []Class{Throttled, Unknown}, Steps: steps,
		Import: func(path, name string) string { return name + "2" }})
	if err != nil {
		t.Fatal(err)
	}
	const want = `// isTiny reports whether err is throttled or unknown as @tiny has it, for a tiny client:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isTiny(err error) bool {
	// throttled: too many ()
	if e, ok := errors2.AsType[*tiny2.Error](err); ok {
		switch e.Code {
		case tiny2.TooMany, tiny2.Slower:
			return true
		}
	}
	// unknown: lost ()
	return errors2.Is(err, tiny2.ErrLost)
}
`
	if source != want {
		t.Errorf("it is\n%s", source)
	}
	if got := []string{imports[0].Path, imports[1].Path}; !slices.Equal(got, []string{"errors", "example.com/tiny"}) {
		t.Errorf("it imports %q", got)
	}
}

// TestIn: the packages of a client's own module are those of another, and all else stays.
func TestIn(t *testing.T) {
	tiny, driver := tiny(), Package{"example.com/tinyother", "driver"}
	tiny.Rules = append(tiny.Rules, Rule{Class: Unknown, Match: Is{append(Package{"example.com/tiny/sub", "sub"}.all("ErrSub"), driver.name("ErrBad"))}})
	moved := tiny.In("example.org/tiny/v2")
	var paths []string
	for _, r := range moved.Rules {
		if m, ok := r.Match.(Is); ok {
			for _, n := range m.Values {
				paths = append(paths, n.Package.Path)
			}
		}
	}
	if want := []string{"example.org/tiny/v2", "example.org/tiny/v2/sub", "example.com/tinyother"}; !slices.Equal(paths, want) {
		t.Errorf("the packages are %q, want %q", paths, want)
	}
	steps, _, err := moved.Select(Safe(), Installed{})
	if err != nil {
		t.Fatal(err)
	}
	_, imports, err := Print(Function{Name: "isTiny", Client: moved, Classes: Safe(), Steps: steps})
	if err != nil || len(imports) != 2 || imports[1].Path != "example.org/tiny/v2" {
		t.Errorf("it imports %v, %v", imports, err)
	}
	if n := tiny.Rules[5].Match.(Is).Values[0]; n.Package.Path != "example.com/tiny" {
		t.Errorf("the client itself is in %s now", n.Package.Path)
	}
}
