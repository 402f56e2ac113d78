package resolve

import (
	"errors"
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/clients"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A classEntry is an entry of a list that names errors of a well-known client: @pgx, or @pgx.unsent.
type classEntry struct {
	entry  directive.Expr
	client clients.Client
	class  clients.Class // empty for the whole client
}

// resolveClass finds what an entry that begins with @ names. It returns false when it has reported why there is nothing.
func (s *scope) resolveClass(e directive.Expr) (classEntry, bool) {
	client, class, _ := e.Class()
	c, known := clients.Lookup(client.Text)
	switch {
	case client.Text == "":
		s.errorf(exprSpan(e), UnknownClient, "%s names no client; expected one such as @pgx or @pgx.unsent", e.Text)
		return classEntry{}, false
	case !known:
		d := s.errorf(wordSpan(client), UnknownClient, "there is no client %s", client.Text)
		if near := clients.Nearest(client.Text); near != "" {
			suggest(d, near)
		} else {
			d.Hint = "the clients are " + strings.Join(clients.Names(), ", ")
		}
		return classEntry{}, false
	case !class.Pos.IsValid():
		return classEntry{entry: e, client: c}, true
	}
	named, known := clients.ParseClass(class.Text)
	if known {
		return classEntry{e, c, named}, true
	}
	d := s.errorf(wordSpan(class), UnknownClient, "there is no class %s of @%s", class.Text, c.Name)
	if near := clients.NearestClass(class.Text); near != "" {
		suggest(d, string(near))
	} else {
		d.Hint = "the classes are unsent, throttled, transient, conflict and unknown"
	}
	return classEntry{}, false
}

// suggest adds to a diagnostic that other text was probably meant.
func suggest(d *diag.Diagnostic, text string) {
	d.Hint = "did you mean " + text + "?"
	d.Replace(text)
}

func wordSpan(w directive.Word) span { return span{w.Pos, w.End} }

// classesNamed returns the classes that entries name, in the order of the documentation. The client alone is all that is safe to
// repeat in a method of which that is said about carrying it out twice.
func classesNamed(said plan.Idempotence, entries ...classEntry) []clients.Class {
	whole := clients.Safe()
	if said == plan.IdempotenceYes || said == plan.IdempotenceKey || said == plan.IdempotenceAsked {
		whole = append(whole, clients.Unknown)
	}
	var named []clients.Class
	for _, class := range clients.Classes() {
		if slices.ContainsFunc(entries, func(e classEntry) bool { return e.class == class || e.class == "" && slices.Contains(whole, class) }) {
			named = append(named, class)
		}
	}
	return named
}

// partsOf returns classes in one part, or in two where each call says whether it may be repeated: those after which it is repeated in any
// case, and unknown.
func partsOf(classes []clients.Class, said plan.Idempotence) [][]clients.Class {
	last := len(classes) - 1
	if said != plan.IdempotenceAsked || last < 1 || !slices.Contains(classes, clients.Unknown) {
		return [][]clients.Class{classes}
	}
	sure := slices.DeleteFunc(slices.Clone(classes), func(c clients.Class) bool { return c == clients.Unknown })
	return [][]clients.Class{sure, {clients.Unknown}}
}

// isUnsure reports whether a predicate is about errors or responses after which a call is repeated only if that says that it may be.
func isUnsure(c *plan.Class, said plan.Idempotence) bool {
	return said == plan.IdempotenceAsked && slices.Equal(c.Classes, []clients.Class{clients.Unknown})
}

// A classKey is what entries have in common that become one matcher: their client, and whether they leave errors out.
type classKey struct {
	client string
	except bool
}

// resolveClasses returns the predicates of the entries of a list that name clients' errors. It returns false when it has
// reported why there is none for an entry.
func (s *scope) resolveClasses(entries []directive.Entry, said plan.Idempotence) (map[classKey][]*plan.Class, bool) {
	fine := true
	named := map[classKey][]classEntry{}
	var order []classKey
	for _, e := range entries {
		name, _, ok := e.Class()
		if !ok {
			continue
		}
		entry, known := s.resolveClass(e.Expr)
		if !known {
			fine = false
			continue
		}
		key := classKey{name.Text, e.Not.IsValid()}
		if !key.except && !s.checkRepeatable(entry, said) {
			fine = false
			continue
		}
		if named[key] == nil {
			order = append(order, key)
		}
		named[key] = append(named[key], entry)
	}
	classes := map[classKey][]*plan.Class{}
	for _, key := range order {
		class, ok := s.errorClasses(named[key], said)
		fine = fine && ok
		classes[key] = class
	}
	return classes, fine
}

// errorClasses returns the predicates of the entries of a list that name one client. It returns false when it has reported that
// there is none.
func (s *scope) errorClasses(entries []classEntry, said plan.Idempotence) ([]*plan.Class, bool) {
	if len(entries) > 1 { // else it is found below
		fine := true
		for _, e := range entries {
			fine = s.checkClass(e, said) && fine
		}
		if !fine {
			return nil, false
		}
	}
	first := entries[0]
	classes := classesNamed(said, entries...)
	c, installed, ok := s.findClient(first, classes)
	if !ok {
		return nil, false
	}
	_, leftOut, err := c.Select(classes, installed)
	if err != nil {
		s.errorf(exprSpan(first.entry), EmptyClass, "%v", err)
		return nil, false
	}
	text := c.Text(classes)
	for _, out := range leftOut {
		s.logf("%s: %s leaves out %q: %s", s.Fset.Position(first.entry.Pos), text, out.Rule.Words, out.Why)
	}
	var out []*plan.Class
	for _, part := range partsOf(classes, said) {
		if steps, _, err := c.Select(part, installed); err == nil { // one of two parts may be empty
			out = append(out, s.sharedClass(plan.Class{Client: c, Classes: part, Text: c.Text(part), Steps: steps}))
		}
	}
	return out, true
}

// checkClass reports whether an entry names any error in the version of its client that is installed.
func (s *scope) checkClass(e classEntry, said plan.Idempotence) bool {
	classes := classesNamed(said, e)
	c, installed, ok := s.findClient(e, classes)
	if !ok {
		return false
	}
	_, _, err := c.Select(classes, installed)
	if err != nil {
		s.errorf(exprSpan(e.entry), EmptyClass, "%v", err)
	}
	return err == nil
}

// findClient returns the client as the module has it that this package can import, and what there is in its version. It returns
// false when it has reported that there is none.
func (s *scope) findClient(e classEntry, classes []clients.Class) (clients.Client, clients.Installed, bool) {
	var first error
	var unloaded string
	for _, c := range e.client.Variants() {
		found, missing, err := s.importClient(c, classes)
		if missing == "" || len(found.packages) > 0 {
			return c, found.installed(s.Version), true
		}
		if first == nil {
			first, unloaded = err, missing
		}
	}
	at := exprSpan(e.entry)
	if _, refused := errors.AsType[*importError](first); refused || errors.Is(first, ErrUnchecked) {
		s.reportLoad(at, unloaded, first)
		return clients.Client{}, clients.Installed{}, false
	}
	d := s.errorf(at, NotLoaded, "%s is about package %q, which could not be loaded", e.entry.Text, unloaded)
	d.Hint = "if its module is missing: go get " + e.client.GoGet()
	d.Related = s.related(at.pos, oneLine(first.Error()))
	return clients.Client{}, clients.Installed{}, false
}

// A clientPackages holds the packages of a client that were found.
type clientPackages struct {
	packages  map[string]*types.Package
	unchecked map[string]bool // those that may be there
}

// importClient loads the packages that some classes of a client need. Missing is the first that is not there, and err why.
func (s *scope) importClient(c clients.Client, classes []clients.Class) (found clientPackages, missing string, err error) {
	found = clientPackages{map[string]*types.Package{}, map[string]bool{}}
	for _, path := range c.PathsOf(classes) {
		if path == s.home() {
			found.unchecked[path] = true
			continue
		}
		if pkg, failed := s.importPackage(path); failed == nil {
			found.packages[path] = pkg
		} else {
			found.unchecked[path] = errors.Is(failed, ErrUnchecked)
			if missing == "" {
				missing, err = path, failed
			}
		}
	}
	return found, missing, err
}

// installed answers what a selection of rules asks. What was not loaded since it is always there has everything.
func (p clientPackages) installed(version func(module string) string) clients.Installed {
	lookup := func(path, name string) (types.Object, bool) {
		pkg := p.packages[path]
		if pkg == nil {
			return nil, p.unchecked[path] || clients.IsAlwaysThere(path)
		}
		obj := pkg.Scope().Lookup(name)
		return obj, obj != nil && obj.Exported()
	}
	return clients.Installed{
		Version: version,
		Has: func(path, name string) bool {
			_, ok := lookup(path, name)
			return ok
		},
		HasField: func(path, typ, field string) bool {
			obj, ok := lookup(path, typ)
			if !ok || obj == nil {
				return ok
			}
			member, _, _ := types.LookupFieldOrMethod(obj.Type(), true, obj.Pkg(), field)
			return member != nil
		},
	}
}

// sharedClass returns the file's one predicate of the same classes.
func (s *scope) sharedClass(c plan.Class) *plan.Class {
	for _, other := range s.classes {
		if other.Client.Name == c.Client.Name && slices.Equal(other.Classes, c.Classes) && (other.Steps == nil) == (c.Steps == nil) {
			return other
		}
	}
	s.classes = append(s.classes, &c)
	return &c
}

// logf tells what needs no diagnostic.
func (s *scope) logf(format string, args ...any) {
	if s.Logf != nil {
		s.Logf(format, args...)
	}
}
