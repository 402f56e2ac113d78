package backoff

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// MarshalJSON returns the policy's durations, as text, and its other numbers under the names that annotations give them,
// with "none" for what is not set. Functions and Errors are code and not part of it.
func (p Policy) MarshalJSON() ([]byte, error) {
	var object []member
	for _, k := range settings() {
		value, err := textJSON(k, k.Format(k.Get(&p)))
		if err != nil {
			return nil, fmt.Errorf("backoff: policy: %s: %w", k.Name, err)
		}
		object = append(object, member{k.Name, value})
	}
	return writeObject(object)
}

// UnmarshalJSON sets what MarshalJSON writes, checked by [Policy.Validate]. A name that is absent leaves its field as it
// was, and so are functions and Errors; an unknown name is an error, and so is one that is given twice. All that is
// wrong is in the error, and after one the policy is as it was.
func (p *Policy) UnmarshalJSON(data []byte) error {
	if isNull(data) {
		return nil // by convention no change
	}
	list, errs := readSettings(data)
	if errs != nil {
		return fmt.Errorf("backoff: policy: %w", errors.Join(errs...))
	}
	read := *p
	read.apply(list...)
	if err := read.Validate(); err != nil {
		return err
	}
	*p = read
	return nil
}

// readSettings returns what a JSON object names, and all that is wrong with it.
func readSettings(data []byte) (list []setting, errs []error) {
	object, err := readObject(data)
	if err != nil {
		return nil, []error{err}
	}
	all, changeable, seen := keys.OfPolicy(), settings(), map[string]bool{}
	for _, m := range object {
		k, ok := keys.FindIn(all, m.name)
		switch {
		case seen[m.name]:
			errs = append(errs, fmt.Errorf("%s is given twice", m.name))
		case ok && !k.Configurable:
			errs = append(errs, fmt.Errorf("field %q cannot be changed: it stays as annotated", m.name))
		case !ok:
			errs = append(errs, fmt.Errorf("unknown field %q%s", m.name, meantKey(m.name, changeable)))
		case isNull(m.value):
			errs = append(errs, fmt.Errorf(`%s is null; expected %s`, m.name, k.Expected()))
		default:
			text, err := jsonText(k, m.value)
			var s setting
			if err == nil {
				s, err = readSetting(k, text)
			}
			if err != nil {
				errs = append(errs, fmt.Errorf("%s %w", m.name, err))
				break
			}
			list = append(list, s)
		}
		seen[m.name] = true
	}
	return list, errs
}

// A member is one name of a JSON object, and its value.
type member struct {
	name  string
	value json.RawMessage
}

// readObject returns the members of a JSON object, in order and with those that are given twice.
func readObject(data []byte) ([]member, error) {
	var whole map[string]json.RawMessage // reads it to its end, so that nothing is wrong below
	if err := json.Unmarshal(data, &whole); err != nil {
		if other, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return nil, fmt.Errorf("cannot unmarshal %s, want an object", other.Value)
		}
		return nil, err
	}
	if whole == nil {
		return nil, errors.New("cannot unmarshal null, want an object")
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	var object []member
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		m := member{name: name}
		if err := decoder.Decode(&m.value); err != nil {
			return nil, err
		}
		object = append(object, m)
	}
	return object, nil
}

// writeObject returns a JSON object with members in that order.
func writeObject(members []member) ([]byte, error) {
	out := []byte{'{'}
	for i, m := range members {
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(append(out, name...), ':'), m.value...)
	}
	return append(out, '}'), nil
}

func isNull(data []byte) bool { return string(bytes.TrimSpace(data)) == "null" }
