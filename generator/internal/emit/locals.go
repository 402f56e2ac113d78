package emit

import (
	"go/types"
	"slices"
	"strconv"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// locals are the names inside one method of a decorator.
type locals struct {
	params  []string
	results []string
	named   bool // the signature has the results' names too
	ctx     string
	call    string
	each    string // an element of a parameter

	function string // the function that a parameter was
	called   string // what records that it is called
	attempt  string // the request of one attempt
	inner    string // its context
	isCopy   string // whether attempt is a copy
	body     string // the body that it sends
	set      string // the type of all results but the error
	all      string // a variable of that type

	discarder string // discards results
	failure   string // what a question is about
	under     string // the context that before_retry runs under
	rejected  string // whether retry_result rejects the results
}

func (l *locals) namedResults() []string {
	if l.named {
		return l.results
	}
	return nil
}

// locals chooses the names in m's scope. Parameters and results keep the names that the interface gives them:
// variables, imports and type parameters that the body needs get other names, and so do predeclared names. The only
// exception is the name of one of the package's own types that the body has to write.
func (e *emitter) locals(d *decorator, m *plan.Method) *locals {
	params, results := m.Signature.Params(), m.Signature.Results()
	written := scope{}
	written.add(writtenNames(params)...)
	written.add(writtenNames(results)...)
	e.hidden = written
	defer func() { e.hidden = scope{} }()

	fixed := scope{} // what a parameter cannot be called
	used := scope{d.receiver: true}
	used.add(e.typeParamNames(d.Decorator)...)
	for _, name := range e.neededNames(d, m) {
		used.add(name)
		if written[name] && !e.imports.has(name) {
			fixed.add(name)
		}
	}

	l := &locals{params: make([]string, params.Len()), results: make([]string, results.Len())}
	l.named = results.Len() > 0
	claimWritten(fixed, params, l.params)
	claimWritten(fixed, results, l.results)
	used.add(l.params...)
	used.add(l.results...)
	if slices.Contains(l.results, "") {
		l.named = false
	}
	for i, name := range l.params {
		if name == "" {
			l.params[i] = used.claim(e.nameFor(params.At(i).Type(), "p"+strconv.Itoa(i))...)
		}
	}
	for i, name := range l.results {
		switch {
		case name != "":
		case m.Policy == nil && len(m.Wraps) == 0: // nothing refers to it
		case i == len(l.results)-1 && m.Policy != nil:
			l.results[i] = used.claim("err")
		default:
			l.results[i] = used.claim(e.nameFor(results.At(i).Type(), "r"+strconv.Itoa(i))...)
		}
	}
	if m.Policy != nil && (m.Context.Kind == plan.ContextParam || hasContextInterface(m)) {
		l.ctx = l.params[m.Context.Param]
	} else {
		l.ctx = used.claim("ctx")
	}
	l.call = used.claim("call", "retry")
	l.each = used.claim("each")
	l.function = used.claim("fn", "function")
	l.called = used.claim("called")
	l.attempt = used.claim("attempt")
	l.inner = used.claim("inner")
	l.isCopy = used.claim("own")
	l.body = used.claim("body")
	l.set = used.claim("results")
	l.all = used.claim("all")
	l.discarder = used.claim("late", "discarder")
	l.failure = used.claim("f", "failure")
	l.under = used.claim("under")
	l.rejected = used.claim("rejected")
	return l
}

// neededNames returns the names of package scope, of the file's imports and of predeclared objects that m's body needs.
func (e *emitter) neededNames(d *decorator, m *plan.Method) []string {
	needed := e.wrapNames(m)
	if m.Policy == nil {
		return needed
	}
	switch m.Context.Kind {
	case plan.ContextNone:
		needed = append(needed, e.importName("context", "context"))
	case plan.ContextCustom:
		if !hasContextInterface(m) {
			needed = append(needed, e.importName("context", "context"), e.nilName())
		}
	case plan.ContextRequest:
		needed = append(needed, e.nilName())
	}
	if len(m.Replay.Consumed) > 0 || len(m.Lifetime.Closed) > 0 {
		needed = append(needed, e.nilName())
	}
	needed = append(needed, e.calledNames(m)...)
	switch {
	case m.Policy.RunsAsync():
		needed = append(needed, e.asyncNames(m)...)
	case m.Policy.TakesGuard():
		needed = append(needed, e.guardNames(m)...)
	}
	return needed
}

// writtenNames returns the names that the interface gives to the variables of t.
func writtenNames(t *types.Tuple) []string {
	var list []string
	for v := range t.Variables() {
		if v.Name() != "" && v.Name() != blank {
			list = append(list, v.Name())
		}
	}
	return list
}

// claimWritten sets the elements of list to the names that the interface gives to the variables of t.
func claimWritten(used scope, t *types.Tuple, list []string) {
	for i := range t.Len() {
		if name := t.At(i).Name(); name != "" && name != blank {
			list[i] = used.claim(name)
		}
	}
}

// nameFor returns the names that a variable of type t could have; the last one is fallback.
func (e *emitter) nameFor(t types.Type, fallback string) []string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	var o *types.TypeName
	switch t := t.(type) {
	case *types.Named:
		o = t.Obj()
	case *types.Alias:
		o = t.Obj()
	}
	if o == nil || o.Pkg() == nil {
		return []string{fallback}
	}
	switch o.Pkg().Path() + "." + o.Name() {
	case "context.Context":
		return []string{"ctx", fallback}
	case "net/http.Request":
		return []string{"req", fallback}
	case "net/http.Response":
		return []string{"resp", fallback}
	}
	name := goname.Unexported(o.Name())
	if name == o.Name() || name == o.Pkg().Name() || isPredeclared(name) || e.isImport(name) {
		return []string{fallback} // it would hide its type, or read as something else
	}
	return []string{name, fallback}
}

// isImport reports whether name is the name of an import of this file, or will be.
func (e *emitter) isImport(name string) bool {
	_, ok := reserved[name]
	return ok || e.imports.has(name)
}
