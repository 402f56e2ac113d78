package load

import (
	"bytes"
	"go/token"
	"path"
	"strconv"
	"strings"
)

// A GenerateLine is a go:generate comment that runs this generator.
type GenerateLine struct {
	Pos  token.Position // of the comment
	Args []string       // of the command: its flags and packages
	Open bool           // a quote in it is wrong, which go generate reports; Args end before that
}

const generatePrefix = "//go:generate"

// generateLines returns the go:generate comments of a file that run this generator. Variables in them are not expanded.
func generateLines(filename string, text []byte) []GenerateLine {
	if !bytes.Contains(text, []byte(generatePrefix)) {
		return nil
	}
	var lines []GenerateLine
	number := 0
	for line := range bytes.Lines(text) {
		number++
		rest, ok := bytes.CutPrefix(line, []byte(generatePrefix))
		if !ok || len(rest) == 0 || rest[0] != ' ' && rest[0] != '\t' {
			continue
		}
		words, fine := splitWords(strings.TrimSpace(string(rest)))
		if args, ours := argsOfOurs(words); ours {
			lines = append(lines, GenerateLine{token.Position{Filename: filename, Line: number, Column: 1}, args, !fine})
		}
	}
	return lines
}

// argsOfOurs returns the arguments of a command that runs this generator: backoffgen, go tool backoffgen, or go run
// with the path of its package at any version.
func argsOfOurs(words []string) (args []string, ours bool) {
	const name = "backoffgen"
	isOurs := func(word string) bool {
		word, _, _ = strings.Cut(word, "@")
		return path.Base(word) == name
	}
	if len(words) > 1 && words[0] == "go" && (words[1] == "tool" || words[1] == "run") {
		run := words[1] == "run"
		for i, word := range words[2:] {
			if isOurs(word) && (!run || strings.HasSuffix(strings.Split(word, "@")[0], "cmd/"+name)) {
				return words[2+i+1:], true
			}
			if !strings.HasPrefix(word, "-") {
				break
			}
		}
		return nil, false
	}
	if len(words) > 0 && words[0] == name {
		return words[1:], true
	}
	return nil, false
}

// splitWords splits a line as go generate does: at spaces and tabs, except inside double quotes. It reports whether these are
// right; if not, the words end before the wrong one.
func splitWords(line string) (words []string, fine bool) {
	for line = strings.TrimLeft(line, " \t"); line != ""; line = strings.TrimLeft(line, " \t") {
		if line[0] == '"' {
			quoted, err := strconv.QuotedPrefix(line)
			if err != nil {
				return words, false
			}
			word, err := strconv.Unquote(quoted)
			if err != nil {
				return words, false
			}
			words, line = append(words, word), line[len(quoted):]
			continue
		}
		word := line
		if i := strings.IndexAny(line, " \t"); i >= 0 {
			word = line[:i]
		}
		words, line = append(words, word), line[len(word):]
	}
	return words, true
}
