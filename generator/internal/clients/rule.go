package clients

// A Rule is one line of the table: what it matches, and what an error that it matches means.
type Rule struct {
	Class    Class
	Excludes []Class // of the rules after this one, those that what it matches does not belong to; of a [Never] rule at least one

	Match   Match
	Words   string // what it matches, in words
	Promise string // what it rests on that nothing was done; of an unknown or excluding one, why not
	Source  string // file:line@version of the client, or the server's manual
	Proof   Proof

	// Since is the first version of the client's own module of which the rule is true, where names cannot tell; empty when
	// it is true of all.
	Since string
}

// A Match is how errors are recognized: [Is], [As], [Expr] or [Text].
type Match interface {
	// names are the names that code of it refers to, but for those that [Match.trim] can leave out.
	names() []Name
	members() []Member
	// trim leaves out the values that the user's version of the client does not have. It returns nil when there is nothing
	// left.
	trim(has func(Name) bool) (left Match, missing []Name)
	// moved returns a copy whose packages are others.
	moved(move func(Package) Package) Match
}

// Is matches errors that are one of these variables, as errors.Is does.
type Is struct {
	Values []Name
}

// As matches errors of a type, as errors.As does, of which the conditions hold, all of them.
type As struct {
	Type  Type
	Where []Condition
}

// Expr matches errors of which a Go expression is true, or has one of some values. In Text each %s stands for one of Names,
// in their order, and err is the error.
type Expr struct {
	Text  string
	Names []Name
	In    []Value
}

// Text matches errors whose text contains one of these, where there is nothing else to know them by.
type Text struct {
	Contains []string
}

// A Type is the type of an error: a pointer to a named one, a named one, or an interface with one method beside Error.
type Type struct {
	Pointer bool
	Name    Name

	Method, Result string // of an interface: "SQLState", "string"; then there is no name
}

// A Condition holds when a field, or what a method returns, has one of the values, after the mask where there is one; or,
// without values, when it is true.
type Condition struct {
	Field string // "Code", or a method's call: "Code()"
	Mask  string
	In    []Value
}

// A Value is a constant: a name, or a literal of Go.
type Value struct {
	Name    Name
	Literal string
	Words   string // what it is called where its name or literal does not say it
}

// A Name is an exported name of a package.
type Name struct {
	Package Package
	Name    string
}

// A Package is a package of a client.
type Package struct {
	Path string
	Name string // by which code knows it: its own, or one that does not hide another package
}

// A Member is a field or method of a named type.
type Member struct {
	Type   Name
	Member string
}

// A ResponseRule is a line of the table about an *http.Response.
type ResponseRule struct {
	Class    Class
	Statuses []Value // constants of net/http
	Words    string
	Promise  string
	Source   string
	Proof    Proof
}

// name returns a name of p.
func (p Package) name(name string) Name { return Name{p, name} }

// all returns names of p.
func (p Package) all(names ...string) []Name {
	var list []Name
	for _, name := range names {
		list = append(list, p.name(name))
	}
	return list
}

// values returns constants of p.
func (p Package) values(names ...string) []Value {
	var list []Value
	for _, name := range names {
		list = append(list, Value{Name: p.name(name)})
	}
	return list
}

// pointer returns the type of pointers to a type of p.
func (p Package) pointer(name string) Type { return Type{Pointer: true, Name: p.name(name)} }

// call returns the match of a func(error) bool of p.
func (p Package) call(name string) Match { return Expr{Text: "%s(err)", Names: p.all(name)} }

// literals returns values of Go literals, each followed by what it is called.
func literals(pairs ...string) []Value {
	var list []Value
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, Value{Literal: pairs[i], Words: pairs[i+1]})
	}
	return list
}

// tried is what was provoked on a server, by the tests in a folder below testdata/trials.
func tried(folder, what string) Fact {
	return Fact{Text: what, Source: trials + folder, Proof: Run}
}

// trials is where what is known of clients is tried on servers.
const trials = "testdata/trials/"

// at returns the source of a line in m.
func (m Module) at(place string) string { return place + "@" + m.Version }
