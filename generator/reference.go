package generator

import (
	"io"

	"github.com/backoffgen/backoffgen/generator/internal/reference"
)

// A Reference describes directives and keys.
type Reference struct {
	entries []reference.Entry
	isList  bool
}

// Keys describes the directives and keys of these names, or lists all when there are no names. A directive may be named as in a
// comment, //backoff:retry. An error means that nothing has a name, and says what was probably meant.
func Keys(names ...string) (Reference, error) {
	entries, err := reference.Find(names...)
	return Reference{entries, len(names) == 0}, err
}

// WriteText writes the description for people to read: all that is known of what was named, or a line for each in a list. The error
// is the writer's.
func (r Reference) WriteText(w io.Writer) error {
	if r.isList {
		return reference.WriteList(w, r.entries)
	}
	return reference.WriteText(w, r.entries)
}

// WriteJSON writes all that is known as a JSON array with an object for each directive and key. The error is the writer's.
func (r Reference) WriteJSON(w io.Writer) error { return reference.WriteJSON(w, r.entries) }
