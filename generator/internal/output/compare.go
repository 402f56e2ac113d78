package output

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// A File is a generated file as it should be.
type File struct {
	Path    string
	Content []byte
}

// A Kind says what has to be done with a file.
type Kind int

// The kinds of Change.
const (
	Unchanged Kind = iota // it is as it should be
	Create                // it is missing
	Update                // it is stale
	Remove                // it is superfluous
)

// String returns the kind as a word that says what is wrong with the file: "missing", "stale" or "superfluous".
func (k Kind) String() string {
	switch k {
	case Create:
		return "missing"
	case Update:
		return "stale"
	case Remove:
		return "superfluous"
	}
	return "up to date"
}

// A Change is the difference between a file and what it should be.
type Change struct {
	Path     string
	Kind     Kind
	Old, New []byte // nil if there is no file
}

// A ForeignError is about a file that has the name of a generated one, and that the generator did not write.
type ForeignError struct {
	Path    string
	Outside bool // it is a link that leads out of the module
}

func (e *ForeignError) Error() string {
	if e.Outside {
		return fmt.Sprintf("%s is a link that leads out of the module, and is not followed", e.Path)
	}
	return fmt.Sprintf("%s is not a file that backoffgen wrote, and is not overwritten", e.Path)
}

// Compare finds out what has to be done so that the files in want exist and those in superfluous do not. Only generated
// files are removed. The changes are sorted by path and include unchanged files. The error joins all errors: a
// [*ForeignError] for each foreign file, and those of files that cannot be read; there are no changes then.
func Compare(want []File, superfluous []string) ([]Change, error) {
	var changes []Change
	var errs []error
	for _, f := range want {
		c, err := compare(f)
		errs = append(errs, err)
		changes = append(changes, c)
	}
	for _, path := range superfluous {
		if LeavesModule(path) {
			continue
		}
		old, err := Read(path)
		switch {
		case errors.Is(err, fs.ErrNotExist): // another process removed it
		case err != nil:
			errs = append(errs, err)
		case IsGenerated(old):
			changes = append(changes, Change{Path: path, Kind: Remove, Old: old})
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return changes, nil
}

func compare(f File) (Change, error) {
	c := Change{Path: f.Path, Kind: Update, New: f.Content}
	if LeavesModule(f.Path) {
		return c, &ForeignError{f.Path, true}
	}
	old, err := Read(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		c.Kind = Create
		return c, nil
	}
	if err != nil {
		return c, err
	}
	if !IsGenerated(old) {
		return c, &ForeignError{f.Path, false}
	}
	c.Old = old
	if sameText(old, f.Content) {
		c.Kind = Unchanged
	}
	return c, nil
}

// sameText compares two texts but ignores line ends, which git may have changed on checkout: otherwise all generated
// files would be stale on Windows.
func sameText(a, b []byte) bool {
	crlf, lf := []byte("\r\n"), []byte("\n")
	return bytes.Equal(bytes.ReplaceAll(a, crlf, lf), bytes.ReplaceAll(b, crlf, lf))
}
