package keys

import (
	"reflect"
	"time"
)

// Get returns the value of k's field of policy, a pointer to a backoff.Policy: of a data key what [Key.Parse] returns, of
// another what the field holds. It is nil where the policy has no such field.
func (k Key) Get(policy any) any {
	field := k.field(policy)
	switch field.Kind() {
	case reflect.Invalid:
		return nil
	case reflect.Int64:
		return time.Duration(field.Int())
	case reflect.Int:
		return int(field.Int())
	case reflect.Float64:
		return field.Float()
	case reflect.String:
		return field.String()
	case reflect.Bool:
		if field.Bool() {
			return k.Choices[1]
		}
		return k.Choices[0]
	}
	return field.Interface()
}

// Set makes value, which [Key.Parse] has returned, that of k's field of policy, a pointer to a backoff.Policy. A bool is
// whether the second choice is made. It reports whether the field is there and takes it.
func (k Key) Set(policy, value any) bool {
	field := k.field(policy)
	if word, ok := value.(string); ok && field.Kind() == reflect.Bool {
		field.SetBool(word == k.Choices[1])
		return true
	}
	v := reflect.ValueOf(value)
	if !field.IsValid() || v.Kind() != field.Kind() {
		return false
	}
	field.Set(v.Convert(field.Type()))
	return true
}

// IsSet reports whether k's field of policy, a pointer to a backoff.Policy, is there and not zero.
func (k Key) IsSet(policy any) bool {
	field := k.field(policy)
	return field.IsValid() && !field.IsZero()
}

func (k Key) field(policy any) reflect.Value {
	if k.Field == "" {
		return reflect.Value{}
	}
	return reflect.ValueOf(policy).Elem().FieldByName(k.Field)
}
