package explain

import (
	"fmt"
	"go/token"
	"slices"
	"strconv"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
)

// A TypeName is a generated type.
type TypeName struct{ Package, Name string }

// A Nesting is a place where a decorator is put into another one.
type Nesting struct {
	Outer, Inner TypeName
	At           token.Position
}

// A Nested says what becomes of a call of a method where its decorator is put around another one that retries the same method.
type Nested struct {
	Inner string // the type's name
	At    token.Position

	Known     bool     // the inner method is among those that are explained, and the rest is known
	Load      *Load    // of a call of the inner method
	Attempts  int64    // of the innermost callee in one call of the outer method, at most; 0 when that is not limited
	Latency   *Latency // of such a call
	OuterLoad *Load
}

// Nest adds to the methods of all what the places say where their decorators are put around others.
func Nest(all []Interface, places []Nesting) {
	find := func(t TypeName) *Interface {
		i := slices.IndexFunc(all, func(i Interface) bool { return i.Package == t.Package && i.Decorator == t.Name })
		if i < 0 {
			return nil
		}
		return &all[i]
	}
	for _, place := range places {
		outer, inner := find(place.Outer), find(place.Inner)
		if outer == nil {
			continue
		}
		for i := range outer.Methods {
			m := &outer.Methods[i]
			if n, nested := m.around(inner); nested {
				n.Inner, n.At = place.Inner.Name, place.At
				m.Nested = append(m.Nested, n)
			}
		}
	}
}

// around says what becomes of m around the method of the same name; false where that is not retried. The inner interface is nil
// where it is not explained.
func (m *Method) around(inner *Interface) (Nested, bool) {
	if inner == nil {
		return Nested{}, true
	}
	i := slices.IndexFunc(inner.Methods, func(other Method) bool { return other.Name == m.Name })
	if i < 0 {
		return Nested{}, false
	}
	of := inner.Methods[i]
	if m.Load == nil || of.Load == nil {
		return Nested{}, true
	}
	latency := m.within(*of.Latency)
	return Nested{Known: true, Load: of.Load, OuterLoad: m.Load, Attempts: int64(m.Load.Attempts) * int64(of.Load.Attempts), Latency: &latency}, true
}

func (n Nested) text(dir string) string {
	at := n.At
	at.Filename = diag.Relative(at.Filename, dir)
	text := "around " + goname.WithArticle(n.Inner) + " at " + at.String() + ", which retries as well: "
	switch {
	case !n.Known:
		return text + "the tries of the two multiply"
	case n.Attempts == 0:
		text += "there is no limit to the attempts of a call"
	default:
		text += fmt.Sprintf("%d × %d = %d attempts a call", n.OuterLoad.Attempts, n.Load.Attempts, n.Attempts)
	}
	return text + "; latency " + n.Latency.text()
}

type jsonNested struct {
	Inner    string       `json:"inner"`
	At       string       `json:"at"`
	Attempts int64        `json:"attempts,omitzero"`
	Latency  *jsonLatency `json:"latency,omitempty"`
}

func (n Nested) json(dir string) jsonNested {
	j := jsonNested{Inner: n.Inner, At: diag.Relative(n.At.Filename, dir) + ":" + strconv.Itoa(n.At.Line) + ":" + strconv.Itoa(n.At.Column), Attempts: n.Attempts}
	if n.Known {
		j.Latency = n.Latency.json()
	}
	return j
}
