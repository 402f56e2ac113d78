package draft

import (
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/clients"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// unknownClient is the policy where the catalogue of clients does not have the type's package: connections that were not made may be
// tried again whatever a method does.
const unknownClient = "//backoff:policy deadline=5s pause=50ms multiplier=2 max_pause=1s jitter=full max_tries=4 errors=@net"

// idempotent is left for the user to say.
var idempotent = regexp.MustCompile(` idempotent=\S+`)

// hintPackage has functions that policies to start from name. What they name of another package is left out, since
// the module may not have it.
const hintPackage = "github.com/backoffgen/backoffgen/runtime/httphint"

var (
	named  = regexp.MustCompile(` \w+=(\w+)\.\w+`)
	hinted = regexp.MustCompile(` \w+=httphint\.\w+`)
)

// ofResponse are the keys of a policy to start from that are about an *http.Response.
var ofResponse = regexp.MustCompile(` retry_result=@http\.\w+| pause_from=httphint\.RetryAfterResponse`)

// policy returns the annotation that the interface begins with, and the directive that makes known what it names. Of the
// methods, it is for the retried ones; what is about responses is for those of them that return one.
func (d *drafter) policy(methods, retried []*types.Func) (lines []string, imported string) {
	start := unknownClient
	if c, ok := d.client(methods); ok {
		start = idempotent.ReplaceAllString(c.Start, "")
	}
	responding := respondingOf(retried)
	if ofResponse.MatchString(start) && (len(responding) == 0 || len(responding) < len(retried)) {
		plain := ofResponse.ReplaceAllString(start, "")
		if len(responding) > 0 {
			plain += "\n" + start + " methods=" + strings.Join(responding, ",")
		}
		start = plain
	}
	start = named.ReplaceAllStringFunc(start, func(value string) string {
		if hinted.MatchString(value) {
			imported = "//backoff:import \"" + hintPackage + "\"\n\n"
			return value
		}
		return ""
	})
	return strings.Split(start, "\n"), imported
}

// respondingOf returns the names of the methods whose results are an *http.Response and an error.
func respondingOf(methods []*types.Func) (names []string) {
	for _, m := range methods {
		results := signatureOf(m).Results()
		if results.Len() == 2 && resolve.IsResponse(results.At(0).Type()) {
			names = append(names, m.Name())
		}
	}
	return names
}

// client returns what is known of the client that the type, or else a type in its methods, belongs to.
func (d *drafter) client(methods []*types.Func) (clients.Client, bool) {
	if c, ok := clientOf(d.Type.Pkg()); ok {
		return c, true
	}
	var found clients.Client
	ok := false
	for _, m := range methods {
		walk(m.Signature(), func(o *types.TypeName) {
			if c, is := clientOf(o.Pkg()); is && !ok && c.Name != "net" && c.Name != "http" {
				found, ok = c, true
			}
		})
	}
	return found, ok
}

// clientOf returns the client that a package is part of.
func clientOf(p *types.Package) (clients.Client, bool) {
	if p == nil {
		return clients.Client{}, false
	}
	switch p.Path() {
	case "net/http":
		return clients.Lookup("http")
	case "net":
		return clients.Lookup("net")
	}
	for _, c := range clients.All() {
		if c.GoGet() == "" {
			continue
		}
		for _, module := range append([]string{c.GoGet()}, c.OtherModules...) {
			if p.Path() == module || strings.HasPrefix(p.Path(), module+"/") {
				return c, true
			}
		}
	}
	return clients.Client{}, false
}

// intro returns the lines of the interface's comment, above its annotation, which is for the retried ones of its methods.
func (d *drafter) intro(name string, methods, retried []*types.Func) []string {
	what := "the methods"
	if len(d.Methods) > 0 {
		what = "methods"
	}
	lines := append(wrap(fmt.Sprintf("%s has %s of %s.", name, what, d.typeName())), "")
	if len(retried) == 0 {
		policy, _ := d.policy(methods, nil)
		return append(lines, append(wrap("None of them can be retried, so there is no annotation. One on a method would begin like this:"),
			append([]string{""}, indented(policy)...)...)...)
	}
	c, known := d.client(methods)
	switch {
	case known:
		text := "The policy repeats what @" + c.Name + " says was not carried out. Say of each method, in an annotation of its own, or here of all, whether it may be carried out twice: " +
			"idempotent=yes, no or key. Until one says yes, a lost connection ends its call, since nobody knows then what was done."
		if c.Name == "http" && len(respondingOf(retried)) > 0 {
			text += " Where a method takes a request, idempotent=\"httphint.Idempotent(req)\" says it of each."
		}
		lines = append(lines, wrap(text)...)
		if c.Repeats {
			lines = append(append(lines, ""), wrap("The client itself repeats what failed, so that tries multiply: backoffgen explain -clients "+c.Name+" says how that is switched off.")...)
		}
	case d.Type.Pkg() != nil && d.Type.Pkg().Path() == "database/sql":
		lines = append(lines, wrap("The policy repeats what could not be sent. Name the driver's errors in place of @net: @pgx, @pq, @mysql, @sqlite or @sqlite3. Say of each method, in an annotation of "+
			"its own, whether it may be carried out twice: idempotent=yes, no or key. A transaction is repeated as a whole, never a statement of it.")...)
	default:
		lines = append(lines, wrap("The policy repeats what could not be sent. Name the errors that pass by themselves in place of @net, and say of each method, in an annotation of its own, "+
			"whether it may be carried out twice: idempotent=yes, no or key.")...)
	}
	return append(lines, "")
}

// indented makes annotations text that annotates nothing.
func indented(lines []string) []string {
	out := slices.Clone(lines)
	for i := range out {
		out[i] = "\t" + out[i]
	}
	return out
}
