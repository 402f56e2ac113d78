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
	called   string // what tells when it is called
	attempt  string // the request of one attempt
	inner    string // its context
	own      string // whether it is a copy
	body     string // what it sends
	set      string // the type of all results but the error
	all      string // a variable of that type

	discarder string // what lets go of results
}

func (l *locals) namedResults() []string {
	if l.named {
		return l.results
	}
	return nil
}

// locals names what is in m's scope. Parameters and results that the interface names keep their names: what the body needs
// gets out of their way, its own variables, imports and type parameters, and so do the words of the language. Only the name
// of one of the package's own types, where the body has to write it, does not.
func (e *emitter) locals(d *decorator, m *plan.Method) *locals {
	params, results := m.Signature.Params(), m.Signature.Results()
	own := scope{}
	own.add(written(params)...)
	own.add(written(results)...)
	e.hidden = own
	defer func() { e.hidden = scope{} }()

	fixed := scope{} // what a parameter cannot be called
	taken := scope{d.receiver: true}
	taken.add(e.typeParamNames(d.Decorator)...)
	for _, name := range e.neededNames(d, m) {
		taken.add(name)
		if own[name] && !e.imports.has(name) {
			fixed.add(name)
		}
	}

	l := &locals{params: make([]string, params.Len()), results: make([]string, results.Len())}
	l.named = results.Len() > 0
	claimWritten(fixed, params, l.params)
	claimWritten(fixed, results, l.results)
	taken.add(l.params...)
	taken.add(l.results...)
	if slices.Contains(l.results, "") {
		l.named = false
	}
	for i, name := range l.params {
		if name == "" {
			l.params[i] = taken.claim(e.nameFor(params.At(i).Type(), "p"+strconv.Itoa(i))...)
		}
	}
	for i, name := range l.results {
		switch {
		case name != "":
		case m.Policy == nil: // nobody speaks of it
		case i == len(l.results)-1:
			l.results[i] = taken.claim("err")
		default:
			l.results[i] = taken.claim(e.nameFor(results.At(i).Type(), "r"+strconv.Itoa(i))...)
		}
	}
	if m.Policy != nil && (m.Context.Kind == plan.FromParam || ownInterface(m)) {
		l.ctx = l.params[m.Context.Param]
	} else {
		l.ctx = taken.claim("ctx")
	}
	l.call = taken.claim("call", "retry")
	l.each = taken.claim("each")
	l.function = taken.claim("fn", "function")
	l.called = taken.claim("called")
	l.attempt = taken.claim("attempt")
	l.inner = taken.claim("inner")
	l.own = taken.claim("own")
	l.body = taken.claim("body")
	l.set = taken.claim("results")
	l.all = taken.claim("all")
	l.discarder = taken.claim("late", "discarder")
	return l
}

// neededNames are the names of package scope, of the file's imports and of the language that m's body needs.
func (e *emitter) neededNames(d *decorator, m *plan.Method) []string {
	if m.Policy == nil {
		return nil
	}
	var needed []string
	switch m.Context.Kind {
	case plan.NoContext:
		needed = append(needed, e.importName("context", "context"))
	case plan.FromOwn:
		if !ownInterface(m) {
			needed = append(needed, e.importName("context", "context"), e.nilName())
		}
	case plan.FromRequest:
		needed = append(needed, e.nilName())
	}
	if len(m.Replay.Consumed) > 0 || len(m.Lifetime.Closed) > 0 {
		needed = append(needed, e.nilName())
	}
	needed = append(needed, e.calledNames(m)...)
	if m.Policy.Detached() {
		needed = append(needed, e.detachedNames(m)...)
	}
	return needed
}

// written are the names that the interface gives to the variables of t.
func written(t *types.Tuple) []string {
	var list []string
	for v := range t.Variables() {
		if v.Name() != "" && v.Name() != blank {
			list = append(list, v.Name())
		}
	}
	return list
}

// claimWritten fills list with the names that the interface gives to the variables of t.
func claimWritten(taken scope, t *types.Tuple, list []string) {
	for i := range t.Len() {
		if name := t.At(i).Name(); name != "" && name != blank {
			list[i] = taken.claim(name)
		}
	}
}

// nameFor returns the names that a variable of type t could have, the last of them being fallback.
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

// isImport reports whether name is an import of this file so far, or will be one.
func (e *emitter) isImport(name string) bool {
	_, ok := reserved[name]
	return ok || e.imports.has(name)
}
