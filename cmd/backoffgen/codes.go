package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// namedCodes returns the rules of the codes in words. It returns nil if the words name packages: if one of them is not
// a code, or is also the name of a folder.
func namedCodes(words []string, dir string) []diag.Rule {
	known := generator.Rules()
	var named []diag.Rule
	for _, word := range words {
		i := slices.IndexFunc(known, func(r diag.Rule) bool { return r.Code == word })
		if i < 0 {
			return nil
		}
		if _, err := os.Stat(filepath.Join(dir, word)); err == nil {
			return nil
		}
		named = append(named, known[i])
	}
	return named
}

// hintAtCode adds a hint to an error about packages, if a word is or resembles the code of a diagnostic.
func hintAtCode(err error, words []string) error {
	var codes []string
	for _, r := range generator.Rules() {
		codes = append(codes, r.Code)
	}
	for _, word := range words {
		switch near := keys.Nearest(word, codes); {
		case strings.ContainsAny(word, `/\.`) || !strings.Contains(err.Error(), word):
		case slices.Contains(codes, word):
			return fmt.Errorf("%w (the folder is ./%s)", err, word)
		case near != "":
			return fmt.Errorf("%w (did you mean the diagnostic %s?)", err, near)
		case strings.Contains(word, "-"):
			return fmt.Errorf("%w (backoffgen explain -rules lists the codes of diagnostics)", err)
		}
	}
	return err
}
