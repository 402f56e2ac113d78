package decorate

import (
	"errors"
	"reflect"
	"strings"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Set puts m under policy p, which it copies, or leaves m as it is and returns an error when p is invalid. It is for methods
// of a decorator that nobody has yet.
func (m *Method) Set(p backoff.Policy) error {
	changed, err := m.WithPolicy(p)
	if err == nil {
		*m = changed
	}
	return err
}

// Checked returns v, or nil and the errors joined when there are any.
func Checked[T any](v *T, errs ...error) (*T, error) {
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return v, nil
}

// PoliciesOf returns the policies that the struct of type T has, as the policies of the interface of that name: its fields
// of type [backoff.Policy], each of the method of the same name, in their order. A field's tag tells what its name does not. After
// backoff: it has the method's name, where that is another one, and after a comma the word nocontext for a method without a
// context. A field with the word wrapped is the struct of another interface, whose name comes before the comma:
//
//	NamedPolicy backoff.Policy `backoff:"Named,nocontext"`
//	Users       UsersPolicies  `backoff:"Users,wrapped"`
func PoliciesOf[T any](iface string, policies *T) backoff.NamedPolicies {
	return policiesOf(iface, reflect.TypeFor[T]().PkgPath(), reflect.ValueOf(policies).Elem())
}

func policiesOf(iface, pkg string, v reflect.Value) backoff.NamedPolicies {
	n := backoff.NamedPolicies{Interface: iface, Package: pkg}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		name, rest, _ := strings.Cut(field.Tag.Get("backoff"), ",")
		if rest == "wrapped" {
			wrapped := policiesOf(name, pkg, v.Field(i))
			wrapped.Name = field.Name
			n.Wrapped = append(n.Wrapped, wrapped)
			continue
		}
		if field.Type != reflect.TypeFor[backoff.Policy]() {
			continue
		}
		if name == "" {
			name = field.Name
		}
		n.Methods = append(n.Methods, backoff.NamedPolicy{
			Name:           name,
			Policy:         (*backoff.Policy)(v.Field(i).Addr().UnsafePointer()), // unexported methods have unexported fields
			WithoutContext: rest == "nocontext",
		})
	}
	return n
}
