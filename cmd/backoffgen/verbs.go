package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A verb is a command other than generating, which needs no word.
type verb struct {
	name  string
	usage string
	run   func(ctx context.Context, args []string, stdout, stderr io.Writer) (code int)
}

func verbs() []verb {
	return []verb{
		{"explain", explainUsage, explain},
		{"simulate", simulateUsage, simulate},
		{"vet", vetUsage, vet},
		{"init", initUsage, initialize},
		{"help", helpUsage, help},
	}
}

// verbOf returns the verb with a name.
func verbOf(name string) (verb, bool) {
	for _, v := range verbs() {
		if v.name == name {
			return v, true
		}
	}
	return verb{}, false
}

const helpUsage = `usage: backoffgen help [command]

It prints how backoffgen, or one of its commands, is used.
`

// help prints how the command or one of its verbs is used.
func help(_ context.Context, args []string, stdout, stderr io.Writer) int {
	text := usage
	if len(args) > 0 {
		v, ok := verbOf(args[0])
		if !ok {
			return fail(stderr, unknownVerbError(args[0]))
		}
		text = v.usage
	}
	if _, err := io.WriteString(stdout, text); err != nil {
		return fail(stderr, err)
	}
	return exitFine
}

func unknownVerbError(word string) error {
	return errors.New("there is no command " + word + " (" + verbHint(word) + ")")
}

// verbHint returns what a word that is not a verb was probably meant to be.
func verbHint(word string) string {
	var names []string
	for _, v := range verbs() {
		names = append(names, v.name)
	}
	if near := keys.Nearest(word, names); near != "" {
		return "did you mean " + near + "?"
	}
	if near := keys.Nearest(word, []string{"check", "diff", "version"}); near != "" {
		return "did you mean the flag -" + near + "?"
	}
	return "the commands are " + strings.Join(names, ", ") + "; to generate takes none"
}

var singleWord = regexp.MustCompile(`^[a-zA-Z]+$`)

// explainFailure adds a hint to the error of a failed run whose first package is a single word: it may be a misspelt
// verb.
func explainFailure(err error, patterns []string, dir string) error {
	if err == nil || len(patterns) == 0 || !singleWord.MatchString(patterns[0]) || !strings.Contains(err.Error(), "package "+patterns[0]) {
		return err
	}
	word := patterns[0]
	if info, statErr := os.Stat(filepath.Join(dir, word)); statErr == nil && info.IsDir() {
		return fmt.Errorf("%w (a folder is written ./%s)", err, word)
	}
	return fmt.Errorf("there is no command %s, and %w (%s)", word, err, verbHint(word))
}
