package generator

import (
	"go/scanner"
	"go/token"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// FuzzMutatedSources runs the generator over the tests' own sources with a few things exchanged: an argument of an annotation for
// one of another, an annotation's place, one name for another. Most of what comes out parses, so that the resolver sees it, which
// it hardly does of mutated bytes.
func FuzzMutatedSources(f *testing.F) {
	w, err := newFuzzWorld()
	if err != nil {
		f.Fatal(err)
	}
	sources := seeds(f)
	words := annotationWords(sources)
	for n := range uint64(len(sources)) {
		f.Add(n, n, n%4 == 0)
	}
	f.Fuzz(func(t *testing.T, which, seed uint64, into bool) {
		m := mutator{rand.New(rand.NewPCG(which, seed)), words}
		source := sources[which%uint64(len(sources))]
		for range 1 + m.IntN(3) {
			source = m.mutate(source)
		}
		w.generate(t, source, into)
		if t.Failed() {
			t.Logf("the source is:\n%s", source)
		}
	})
}

// annotationWords returns all words of the sources' annotations.
func annotationWords(sources []string) []string {
	var words []string
	for _, source := range sources {
		for line := range strings.Lines(source) {
			if _, text, ok := strings.Cut(line, "//backoff:"); ok {
				words = append(words, strings.Fields(text)...)
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// A mutator changes sources at random.
type mutator struct {
	*rand.Rand
	words []string
}

func (m mutator) mutate(source string) string {
	lines := strings.SplitAfter(source, "\n")
	var annotations []int
	for i, line := range lines {
		if strings.Contains(line, "//backoff:") {
			annotations = append(annotations, i)
		}
	}
	if len(annotations) == 0 || m.IntN(5) == 0 {
		return m.rename(source)
	}
	i := annotations[m.IntN(len(annotations))]
	if m.IntN(5) == 0 { // it goes somewhere else
		line := lines[i]
		lines = slices.Delete(lines, i, i+1)
		lines = slices.Insert(lines, m.IntN(len(lines)+1), line)
		return strings.Join(lines, "")
	}
	before, text, _ := strings.Cut(lines[i], "//backoff:")
	words := strings.Fields(text)
	other := m.words[m.IntN(len(m.words))]
	switch at := m.IntN(len(words) + 1); {
	case at == len(words):
		words = append(words, other)
	case m.IntN(4) == 0:
		words = slices.Delete(words, at, at+1)
	case m.IntN(2) == 0:
		words = slices.Insert(words, at, other)
	default:
		words[at] = m.crossed(words[at], other)
	}
	lines[i] = before + "//backoff:" + strings.Join(words, " ") + "\n"
	return strings.Join(lines, "")
}

// crossed is one word, or a part of each.
func (m mutator) crossed(a, b string) string {
	if m.IntN(2) == 0 {
		return b
	}
	return a[:m.IntN(len(a)+1)] + b[m.IntN(len(b)+1):]
}

// rename puts one name of the source in another one's place.
func (m mutator) rename(source string) string {
	type name struct{ from, to int }
	var names []name
	fset := token.NewFileSet()
	file := fset.AddFile("x.go", -1, len(source))
	var s scanner.Scanner
	s.Init(file, []byte(source), func(token.Position, string) {}, 0)
	for pos, tok, text := s.Scan(); tok != token.EOF; pos, tok, text = s.Scan() {
		if tok == token.IDENT {
			names = append(names, name{file.Offset(pos), file.Offset(pos) + len(text)})
		}
	}
	if len(names) == 0 {
		return source
	}
	a, b := names[m.IntN(len(names))], names[m.IntN(len(names))]
	return source[:a.from] + source[b.from:b.to] + source[a.to:]
}
