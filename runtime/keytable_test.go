package backoff

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// The table of keys is what the runtime knows of a policy: these tests walk it, and fail with the name of the part that has
// forgotten a key. What the generator knows is tested beside it.

// sample returns a value of a data key that is not its default, as text.
func sample(k keys.Key) string {
	switch k.Kind {
	case keys.KindDuration, keys.KindLimit:
		return "7s"
	case keys.KindCount:
		return "7"
	case keys.KindNumber:
		return "1.75"
	case keys.KindJitter:
		return "0.75"
	}
	return k.Choices[1]
}

// policyWith returns a policy that has nothing but a value for k.
func policyWith(t *testing.T, k keys.Key) Policy {
	t.Helper()
	var p Policy
	if k.IsData() {
		value, wrong := k.Parse(sample(k))
		if wrong != nil || !k.Set(&p, value) {
			t.Fatalf("backoff.Policy: the field %s does not take a value of %s (%v)", k.Field, k.Name, wrong)
		}
		return p
	}
	field := reflect.ValueOf(&p).Elem().FieldByName(k.Field)
	switch field.Kind() {
	case reflect.Func:
		field.Set(reflect.MakeFunc(field.Type(), nil))
	case reflect.Interface:
		for _, v := range []any{new(throttle), new(limit)} {
			if reflect.TypeOf(v).Implements(field.Type()) {
				field.Set(reflect.ValueOf(v))
			}
		}
	case reflect.Slice:
		field.Set(reflect.ValueOf([]Matcher{Any}))
	default:
		t.Fatalf("backoff.Policy: the field %s does not take a value of %s", k.Field, k.Name)
	}
	return p
}

// eachField runs a test for each key whose value a policy has.
func eachField(t *testing.T, test func(t *testing.T, k keys.Key)) {
	t.Helper()
	for _, k := range keys.OfPolicy() {
		if k.Field != "" {
			t.Run(k.Name, func(t *testing.T) { test(t, k) })
		}
	}
}

// Each field of a policy is that of one key. Random has none: annotations cannot say how numbers are drawn. Cases are lines of
// their own.
func TestEveryFieldHasAKey(t *testing.T) {
	named := map[string]string{"Random": "none", "Cases": "none"}
	for _, k := range keys.OfPolicy() {
		if k.Field == "" {
			continue
		}
		if named[k.Field] != "" {
			t.Errorf("the table of keys: the field %s is that of %s and of %s", k.Field, named[k.Field], k.Name)
		}
		named[k.Field] = k.Name
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Policy]()) {
		if named[f.Name] == "" {
			t.Errorf("the table of keys: no key has the field %s of backoff.Policy", f.Name)
		}
		delete(named, f.Name)
	}
	for field, key := range named {
		t.Errorf("backoff.Policy: there is no field %s for %s", field, key)
	}
}

func TestEveryKeyIsValidated(t *testing.T) {
	eachField(t, func(t *testing.T, k keys.Key) {
		if p := policyWith(t, k); p.Validate() != nil {
			t.Errorf("Validate: refuses the %s %v: %v", k.Name, k.Get(&p), p.Validate())
		}
		bad := map[keys.Kind]any{
			keys.KindDuration: time.Duration(-1), keys.KindLimit: time.Duration(-1), keys.KindCount: -1,
			keys.KindNumber: 0.5, keys.KindJitter: "most",
		}
		value, ok := bad[k.Kind]
		if !ok {
			return // every value that the field can have is right
		}
		var p Policy
		if !k.Set(&p, value) {
			t.Fatalf("backoff.Policy: the field %s does not take a value of %s", k.Field, k.Name)
		}
		if err := p.Validate(); err == nil || !strings.Contains(err.Error(), k.Field+" is ") {
			t.Errorf("Validate: the %s %v is accepted (error %v)", k.Field, value, err)
		}
	})
}

func TestEveryKeyIsPrinted(t *testing.T) {
	eachField(t, func(t *testing.T, k keys.Key) {
		got := policyWith(t, k).String()
		want := k.Name + "="
		if k.IsData() {
			want += sample(k)
		}
		if !strings.HasPrefix(got, want) {
			t.Errorf("String: %s is printed as %q, want %q", k.Name, got, want)
		}
	})
}

func TestEveryKeyIsInJSON(t *testing.T) {
	eachField(t, func(t *testing.T, k keys.Key) {
		p := policyWith(t, k)
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var values map[string]any
		if err := json.Unmarshal(text, &values); err != nil {
			t.Fatal(err)
		}
		if _, has := values[k.Name]; has != k.Configurable {
			t.Errorf("MarshalJSON: has %s in %s: %v, want %v", k.Name, text, has, k.Configurable)
		}
		var back Policy
		if err := json.Unmarshal(text, &back); err != nil {
			t.Errorf("UnmarshalJSON: %v", err)
		}
		if got, want := back.String(), p.String(); k.Configurable && got != want {
			t.Errorf("UnmarshalJSON: %s is read as %q, want %q", text, got, want)
		}
		for _, word := range k.Meant { // what other libraries say is known, too
			err := json.Unmarshal([]byte(`{"`+word+`": "1s"}`), &back)
			if want := "did you mean " + k.Name + "?"; k.Configurable && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("UnmarshalJSON: of %s it says %v, want %s", word, err, want)
			}
		}
		if !k.Configurable {
			err := json.Unmarshal([]byte(`{"`+k.Name+`": "x"}`), &back)
			if err == nil || !strings.Contains(err.Error(), "it stays as annotated") {
				t.Errorf("UnmarshalJSON: of %s it says %v", k.Name, err)
			}
		}
	})
}

func TestEveryKeyIsAVariable(t *testing.T) {
	eachField(t, func(t *testing.T, k keys.Key) {
		if !k.Configurable {
			return
		}
		var p Policy
		n := NamedPolicies{Interface: "Store", Methods: []NamedPolicy{{Name: "Fetch", Policy: &p}}}
		err := UnmarshalEnviron([]string{"BACKOFF_STORE_FETCH_" + strings.ToUpper(k.Name) + "=" + sample(k)}, n)
		if want := policyWith(t, k); err != nil || p.String() != want.String() {
			t.Errorf("UnmarshalEnviron: %s makes %q (error %v), want %q", k.Name, p, err, want)
		}
		for _, word := range k.Meant { // what other libraries say is known, too
			err := UnmarshalEnviron([]string{"BACKOFF_STORE_FETCH_" + strings.ToUpper(word) + "=1s"}, n)
			if want := "did you mean BACKOFF_STORE_FETCH_" + strings.ToUpper(k.Name) + "?"; err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("UnmarshalEnviron: of %s it says %v, want %s", word, err, want)
			}
		}
	})
}
