package analyzer

import (
	"fmt"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// help is the analyzer's documentation, made of the table that annotations are read by.
func help() string {
	var b strings.Builder
	b.WriteString(`check //backoff: annotations against the types that they are about

The annotations are in the doc comments of interfaces, of their methods and of their embedded lines, and say how the
decorators that backoffgen generates retry these methods. The analyzer reports each one that backoffgen would refuse or warn
of, at the same place and in the same words, and generates nothing. Of code that uses decorators it reports those that are made
around another decorator: the tries of both multiply.

The directives, and where they are allowed:

`)
	for _, v := range directive.Verbs() {
		fmt.Fprintf(&b, "\t//backoff:%s (%s)\n\t\t%s\n", strings.TrimSpace(string(v.Verb)+" "+v.Args), v.Where, v.Doc)
	}
	writeKeys(&b, "policy and retry", directive.VerbPolicy)
	writeKeys(&b, "when", directive.VerbWhen)
	writeKeys(&b, "decorator", directive.VerbDecorator)
	writeKeys(&b, "wrap", directive.VerbWrap)
	return b.String()
}

func writeKeys(b *strings.Builder, verbs string, verb directive.Verb) {
	fmt.Fprintf(b, "\nThe keys of %s, each with its values and its default:\n\n", verbs)
	for _, k := range directive.Keys(verb) {
		name := k.Name
		if k.Spelling != "" {
			name += " or " + k.Spelling
		}
		fmt.Fprintf(b, "\t%s (%s; %s)\n\t\t%s\n", name, k.Values(), k.Default, k.Doc)
	}
}
