package directive

import (
	"go/token"
	"time"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A Value is the value that an annotation gives to a key. The zero Value is that of a key that is not given.
type Value struct {
	Expr
	Key  keys.Key
	Data any // the result of [keys.Key.Parse] for a data key; nil for another
}

// Given reports whether the key is given, also as none.
func (v Value) Given() bool { return v.Text != "" }

// IsNone reports whether the value is written as none.
func (v Value) IsNone() bool { return v.Text == "none" }

// Start returns the position of the key, or of the value if no key is written.
func (v Value) Start() token.Pos {
	if v.KeyPos.IsValid() {
		return v.KeyPos
	}
	return v.Pos
}

// Values returns the values of the keys that are given, except errors. The slice must not be changed.
func (p *Policy) Values() []Value { return p.values }

// Value returns the value of a key other than errors.
func (p *Policy) Value(key string) Value {
	for _, v := range p.values {
		if v.Key.Name == key {
			return v
		}
	}
	return Value{}
}

// Duration returns the duration that a key has, 0 when it has none.
func (p *Policy) Duration(key string) time.Duration {
	d, _ := p.Value(key).Data.(time.Duration)
	return d
}

// Count returns the count that a key has, 0 when it has none.
func (p *Policy) Count(key string) int {
	n, _ := p.Value(key).Data.(int)
	return n
}

// Word returns the word that a key has, a choice or a jitter; empty when it has none.
func (p *Policy) Word(key string) string {
	word, _ := p.Value(key).Data.(string)
	return word
}
