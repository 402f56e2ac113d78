package keys_test

import (
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

type word string

// A toy has a field of each type that a policy's data is.
type toy struct {
	Limit   time.Duration
	Count   int
	Number  float64
	Word    word
	Abandon bool
	Func    func()
}

func TestFields(t *testing.T) {
	p := &toy{Func: func() {}}
	for field, value := range map[string]any{
		"Limit": time.Second, "Count": 3, "Number": 1.5, "Word": "full", "Abandon": "abandon",
	} {
		k := keys.Key{Field: field, Choices: []string{"cancel", "abandon"}}
		if k.IsSet(p) || !k.Set(p, value) || k.Get(p) != value || !k.IsSet(p) {
			t.Errorf("%s: set to %v, it is %v", field, value, k.Get(p))
		}
	}
	if *p.fields() != (fields{time.Second, 3, 1.5, "full", true}) {
		t.Errorf("the toy is %+v", p)
	}
	k := keys.Key{Field: "Abandon", Choices: []string{"cancel", "abandon"}}
	if !k.Set(p, "cancel") || k.IsSet(p) || k.Get(p) != "cancel" {
		t.Errorf("Abandon is %v", k.Get(p))
	}
	if _, ok := (keys.Key{Field: "Func"}).Get(p).(func()); !ok {
		t.Error("the function is not to be had")
	}
}

type fields struct {
	limit   time.Duration
	count   int
	number  float64
	word    word
	abandon bool
}

func (t *toy) fields() *fields { return &fields{t.Limit, t.Count, t.Number, t.Word, t.Abandon} }

// A field that is missing, or of another type, is not set, and nothing panics.
func TestFieldsThatAreNotThere(t *testing.T) {
	p := &toy{}
	for _, k := range []keys.Key{{}, {Field: "Missing"}} {
		if k.Set(p, time.Second) || k.Get(p) != nil || k.IsSet(p) {
			t.Errorf("the field %q is set: %+v", k.Field, p)
		}
	}
	if (keys.Key{Field: "Count"}).Set(p, time.Second) || (keys.Key{Field: "Limit"}).Set(p, nil) {
		t.Errorf("a value of another type is set: %+v", p)
	}
}
