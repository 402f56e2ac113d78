package clients

import (
	"maps"
	"slices"
	"strings"
)

// runtimePath is the module that generated code needs anyway.
const runtimePath = "github.com/backoffgen/backoffgen/runtime"

// Paths returns the import paths of the packages of c that can be missing, in all of its modules, sorted: those of neither
// the standard library nor the runtime. The slice is the caller's own.
func (c Client) Paths() []string {
	paths := map[string]bool{}
	for _, variant := range c.Variants() {
		maps.Copy(paths, variant.pathsOf(append(Classes(), Never)))
	}
	return slices.Sorted(maps.Keys(paths))
}

// Variants returns c as each of its modules has it, its own first.
func (c Client) Variants() []Client {
	list := []Client{c}
	for _, module := range c.OtherModules {
		list = append(list, c.In(module))
	}
	return list
}

// PathsOf returns what Paths does, for the module that c is of and the rules that classes need.
func (c Client) PathsOf(classes []Class) []string {
	return slices.Sorted(maps.Keys(c.pathsOf(classes)))
}

func (c Client) pathsOf(classes []Class) map[string]bool {
	paths := map[string]bool{}
	for i, r := range c.Rules {
		if !slices.Contains(classes, r.Class) {
			continue
		}
		for _, r := range append(c.rulesAt(c.guards(i)), r) {
			r.Match.moved(func(p Package) Package {
				if first, _, _ := strings.Cut(p.Path, "/"); strings.Contains(first, ".") && !strings.HasPrefix(p.Path, runtimePath+"/") {
					paths[p.Path] = true
				}
				return p
			})
		}
	}
	return paths
}

func (c Client) rulesAt(indices []int) []Rule {
	var rules []Rule
	for _, i := range indices {
		rules = append(rules, c.Rules[i])
	}
	return rules
}

// GoGet returns the module that has to be got for c, or nothing for what is always there.
func (c Client) GoGet() string {
	if len(c.Modules) == 0 {
		return ""
	}
	return c.Modules[0].Path
}

// Warning returns what there is to say where another retries around c: that c retries by itself, too, and how that is
// switched off. It is empty if c does not.
func (c Client) Warning() string {
	text, does := c.Retries.Text, " may retry by itself, too, so that tries multiply: "
	for _, no := range []string{"No.", "No,", "No;"} {
		if strings.HasPrefix(text, no) {
			return ""
		}
	}
	for _, yes := range []string{"Yes: ", "Yes, "} {
		if rest, ok := strings.CutPrefix(text, yes); ok {
			text, does = rest, " retries by itself, too, so that tries multiply: "
		}
	}
	out := "@" + c.Name + does + text + " To switch it off: " + c.Off.Text
	if c.Repeats {
		out += " " + repeats
	}
	return out
}

// Has reports whether there are errors of a class.
func (c Client) Has(class Class) bool { return len(c.of(class)) > 0 }

// ParseClass finds a class by its name.
func ParseClass(name string) (Class, bool) {
	class := Class(name)
	return class, slices.Contains(Classes(), class)
}

// Text returns an entry of errors for each of some classes of c, or one for the client: @pgx.unsent,@pgx.throttled.
func (c Client) Text(classes []Class) string {
	if slices.Equal(classes, Safe()) || slices.Equal(classes, append(Safe(), Unknown)) {
		return "@" + c.Name
	}
	var entries []string
	for _, class := range classes {
		entries = append(entries, "@"+c.Name+"."+string(class))
	}
	return strings.Join(entries, ",")
}

// IsAlwaysThere reports whether a package is in the standard library or the runtime, so that generated code may use it
// whatever the module requires.
func IsAlwaysThere(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") || strings.HasPrefix(path, runtimePath+"/")
}
