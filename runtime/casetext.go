package backoff

import (
	"errors"
	"fmt"
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// String returns the case in the notation of an annotation, without its directive: "net.Error,!*net.OpError pause=1s
// max_tries=10". For results it is "result=…", since what is asked about them is not known. What is the policy's own is left out.
func (c Case) String() string {
	var words []string
	if len(c.Errors) > 0 {
		words = append(words, listText(c.Errors))
	}
	if c.Results {
		words = append(words, keys.Result+"=…")
	}
	for _, k := range keys.OfCases() {
		if k.Field == "" || k.Kind == keys.KindErrors || !k.IsSet(&c) {
			continue
		}
		text := k.FormatCase(k.Get(&c))
		if !k.IsData() {
			text = funcName(k.Get(&c))
		}
		words = append(words, k.Name+"="+text)
	}
	return strings.Join(words, " ")
}

// faults returns what is wrong with c, which is the policy's i-th case.
func (c *Case) faults(i int) []error {
	var errs []error
	name := fmt.Sprintf("Cases[%d].", i)
	if len(c.Errors) == 0 && !c.Results {
		errs = append(errs, errors.New(name+"Errors is empty: a case is for errors, or for Results"))
	}
	errs = append(errs, listFaults(name+"Errors", c.Errors)...)
	for _, k := range keys.OfCases() {
		if !k.IsData() {
			continue
		}
		if wrong := k.CheckCase(k.Get(c)); wrong != nil {
			errs = append(errs, fmt.Errorf("%s%s %w", name, k.Field, wrong))
		}
	}
	return errs
}

// listText returns a list of errors in the notation of an annotation.
func listText(list []Matcher) string {
	var texts []string
	for _, m := range list {
		texts = append(texts, m.String())
	}
	return strings.Join(texts, ",")
}
