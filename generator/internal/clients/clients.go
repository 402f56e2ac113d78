// Package clients is what is known of the errors of well-known clients: which of them say that nothing was done, which
// leave it open, and which must not be repeated. It is a table: a file for each client, with the source of every line.
// [Client.Select] takes from it what a policy names, as far as the user's version of the client has it, and [Print] makes
// Go source of that.
//
// The package imports none of the clients. That its names exist in them, and match what they should, is tested in the
// modules below testdata/clients.
package clients

import (
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A Class says what an error means for whoever wants to repeat what failed.
type Class string

// The classes of errors.
const (
	Unsent    Class = "unsent"    // surely not carried out: no connection, or refused before it was read
	Throttled Class = "throttled" // refused because of load; wait longer
	Transient Class = "transient" // refused for a passing reason, and nothing was done
	Conflict  Class = "conflict"  // undone in favour of another: the whole transaction is to be repeated
	Unknown   Class = "unknown"   // it may have been carried out

	// Never is for rules that exclude: what they match belongs to none of the classes that they exclude, although another
	// rule would match it. It cannot be named in an annotation.
	Never Class = "never"
)

// Classes returns all classes that can be named, in the order in which they are told. The slice is the caller's own.
func Classes() []Class { return []Class{Unsent, Throttled, Transient, Conflict, Unknown} }

// Safe returns the classes that are safe to repeat whatever a method does: all that an annotation with the client's name
// alone retries, unless it says that the method is idempotent. The slice is the caller's own.
func Safe() []Class { return []Class{Unsent, Throttled, Transient} }

// Meaning returns what an error of the class c means, in a few words.
func (c Class) Meaning() string {
	switch c {
	case Unsent:
		return "surely not carried out; always safe to repeat"
	case Throttled:
		return "refused because of load, and nothing was done; always safe to repeat, later"
	case Transient:
		return "refused for a passing reason, and nothing was done; always safe to repeat"
	case Conflict:
		return "undone in favour of another; safe to repeat as a whole, never one statement of it"
	case Unknown:
		return "perhaps carried out; safe to repeat only if that is idempotent"
	case Never:
		return "not retried, although another line would match it"
	}
	return ""
}

// A Client is what is known of the errors of one client library.
type Client struct {
	Name    string   // as annotations have it: pgx
	Also    []string // what else it may be called, folded: postgres
	Title   string   // what it is: "PostgreSQL through pgx"
	Modules []Module // that it was read in; the first is the client's own, and there is none for the standard library

	// OtherModules are paths that the client's own module has, or had, and under which it has the same packages: see
	// [Client.In].
	OtherModules []string

	// Rules are in the order in which they are asked. What several match belongs to the classes of all, but for those that
	// one before excludes.
	Rules []Rule

	// Responses are rules about responses, for clients whose errors are not all that tells of a failure.
	Responses []ResponseRule

	// Empty has the reason for each class without a rule.
	Empty map[Class]string

	Retries Fact // whether the client retries by itself, how often and on what; then tries multiply
	// Repeats says that the client by itself repeats what may have been carried out, too. Its last try's error says nothing
	// of the tries before it, so that the classes keep their promises only where that is switched off.
	Repeats bool
	Off     Fact   // how that is switched off
	Hint    Fact   // where the server says when to come back
	Beware  []Fact // what no policy can mend, and what is easily got wrong
	Tried   Fact   // what was provoked on a server, where one was; the source is the folder of the trial
	Start   string // a directive to start from; several lines where one says more of it
}

// A Module is a module at the version that was read.
type Module struct {
	Path    string
	Version string
}

// A Fact is something that is said of a client, and how it is known.
type Fact struct {
	Text   string
	Source string // file:line@version of the client, or the server's manual
	Proof  Proof
}

// A Proof says how something about a client is known.
type Proof string

// The kinds of proof.
const (
	Read Proof = "read" // in the client's source, or the server's manual
	Run  Proof = "run"  // seen in a program, too
)

// Lookup finds a client by its name.
func Lookup(name string) (Client, bool) {
	all := All()
	if i := slices.IndexFunc(all, func(c Client) bool { return c.Name == name }); i >= 0 {
		return all[i], true
	}
	return Client{}, false
}

// Names returns the names of all clients, in the order of [All]. The slice is the caller's own.
func Names() []string {
	var names []string
	for _, c := range All() {
		names = append(names, c.Name)
	}
	return names
}

// Nearest returns the name of the client that name was probably meant to be, or "". What a client is called elsewhere counts
// before a slip of the pen.
func Nearest(name string) string {
	for _, c := range All() {
		if slices.Contains(c.Also, keys.Fold(name)) {
			return c.Name
		}
	}
	return keys.Nearest(name, Names())
}

// Identifier returns c and classes as they stand in the names of functions: PgxUnsent in isPgxUnsent. All that is safe to repeat
// has the client's name alone.
func (c Client) Identifier(classes ...Class) string {
	name := strings.ToUpper(c.Name[:1]) + c.Name[1:]
	if c.Name == "http" { // the one among the names that is an initialism to Go's linters
		name = "HTTP"
	}
	switch {
	case slices.Equal(classes, append(Safe(), Unknown)):
		return name + "Idempotent"
	case slices.Equal(classes, Safe()):
		return name
	}
	for _, class := range classes {
		name += strings.ToUpper(string(class[:1])) + string(class[1:])
	}
	return name
}

// NearestClass returns the class that name was probably meant to be, or "".
func NearestClass(name string) Class {
	var known []string
	for _, class := range Classes() {
		known = append(known, string(class))
	}
	return Class(keys.Nearest(name, known))
}
