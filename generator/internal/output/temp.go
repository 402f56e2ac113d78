package output

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"unicode/utf8"
)

// longestBase is how much of a file's name is part of the name of its temporary file. File systems allow 255 bytes.
const longestBase = 200

// createTemp creates a file in the folder of path, with a name that the go command ignores. Unlike os.CreateTemp it
// leaves the permissions to the user's umask, as for any other new source file.
func createTemp(path string) (*os.File, error) {
	dir, base := filepath.Split(path)
	if len(base) > longestBase { // the end of a name distinguishes it best
		base = base[len(base)-longestBase:]
		for !utf8.RuneStart(base[0]) {
			base = base[1:]
		}
	}
	for range 100 {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%d.tmp", base, rand.Uint64()))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
}

var tempName = regexp.MustCompile(`^\..+` + generatedSuffix + `(_test)?\.go\.[0-9]+\.tmp$`)

// IsTemp reports whether a file's name is that of a temporary file. Such a file was left by a run that was killed, or
// belongs to one that still works.
func IsTemp(name string) bool { return tempName.MatchString(name) }
