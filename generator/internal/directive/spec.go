package directive

import (
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// The verbs that are not about retrying.
const (
	VerbDecorator Verb = "decorator"
	VerbImport    Verb = "import"
	VerbWith      Verb = "with"
	VerbWrap      Verb = "wrap"
)

// The keys of decorator about what is generated beside it.
const (
	DecoratorTarget = "target"
	DecoratorInto   = "into"
)

// A Place is a set of places where a directive is allowed.
type Place uint8

// The places.
const (
	OnInterface Place = 1 << iota // the doc comment of an interface type
	OnMethod                      // the doc comment of a method
	OnEmbedded                    // the doc comment of an embedded line
	OnFile                        // a comment before the first declaration that is not an import
)

// String names the places as the documentation does: "interface, method, embedded".
func (p Place) String() string {
	var names []string
	for i, name := range []string{"interface", "method", "embedded", "file"} {
		if p&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// A VerbSpec describes a directive.
type VerbSpec struct {
	Verb  Verb
	Args  string // how its arguments are written; empty when it takes none
	Where Place
	Doc   string // what it does: one line, no final full stop
}

// Verbs returns all directives in the order of the documentation. The slice is the caller's own.
func Verbs() []VerbSpec {
	const anywhere = OnInterface | OnMethod | OnEmbedded
	return []VerbSpec{
		{VerbPolicy, "[positional…] [key=value…]", anywhere, "retries on the given errors, within the given limits"},
		{VerbRetry, "N [key=value…]", anywhere, "retries at most N times in all, on every error; N may be none"},
		{VerbUse, "Name [methods=…]", anywhere, "retries under a shared policy: a package-level variable, or a function without parameters"},
		{VerbOff, "[methods=…]", anywhere, "does not retry here, although the interface has a default; on an interface, it says with methods where"},
		{VerbDecorator, "name=N constructor=C policies=P target=temporal into=DIR", OnInterface, "names the generated type; its constructor and policies are named after it, or have the names given here; with a target, its calls are carried out there too"},
		{VerbWrap, "[with=C] [methods=…]", anywhere, "decorates what the method returns, where that is an interface which is decorated too"},
		{VerbWhen, "errors [key=value…]", anywhere, "for the errors that the list matches, the keys take the place of those of the policy or retry line above; it retries them, listed there or not"},
		{VerbWith, "key=value…", anywhere, "goes on with the keys of the policy, retry, when or decorator line above it, so that no line needs to be long"},
		{VerbImport, `[alias] "path"`, OnFile, "makes a package known to this file's annotations without a Go import"},
	}
}

// Keys returns the keys of verb in the order of the documentation, nil when it takes none. The slice is the caller's
// own.
func Keys(verb Verb) []keys.Key {
	switch verb {
	case VerbPolicy, VerbRetry:
		list := keys.All()
		if verb == VerbRetry { // its one positional argument, N, has no key
			for i := range list {
				list[i].Positional = 0
			}
		}
		return append(list, MethodsKey())
	case VerbUse, VerbOff:
		return []keys.Key{MethodsKey()}
	case VerbWhen:
		return keys.OfCases()
	case VerbWrap:
		return []keys.Key{
			{Name: WrapWith, Kind: keys.KindFunc, Default: "the decorator that is generated in the same package", Doc: "the constructor that decorates the results: a func(I, ...backoff.Option) T or func(I) T of any package", Meant: []string{"by", "constructor", "ctor", "func", "new", "decorator"}},
			MethodsKey(),
		}
	case VerbDecorator:
		return []keys.Key{
			{Name: "name", Kind: keys.KindName, Default: "Retrying + the interface's name", Doc: "the name of the generated type; the other names follow it", Meant: []string{"type"}},
			{Name: "constructor", Kind: keys.KindName, Default: "New + the type's name", Doc: "the constructor's name", Meant: []string{"func", "new", "ctor"}},
			{Name: "policies", Kind: keys.KindName, Default: "the given name, or else the interface's, + Policies", Doc: "the name of the struct of policies; the function that returns the default ones is called Default + this name", Meant: []string{"policy", "config", "options"}},
			{Name: DecoratorTarget, Kind: keys.KindChoice, Choices: []string{"temporal"}, Default: "none: there is a decorator, and nothing else", Doc: "carries the calls out on Temporal too, by what is written into the folder that into names", Meant: []string{"engine", "durable", "temporal"}},
			{Name: DecoratorInto, Kind: keys.KindFolder, Default: "none: it is given with target", Doc: "the folder of another package, for what target says", Meant: []string{"out", "dir", "folder", "o", "output"}},
		}
	}
	return nil
}

// verbSpec finds the directive called name.
func verbSpec(name string) (VerbSpec, bool) {
	verbs := Verbs()
	i := slices.IndexFunc(verbs, func(v VerbSpec) bool { return string(v.Verb) == name })
	if i < 0 {
		return VerbSpec{}, false
	}
	return verbs[i], true
}
