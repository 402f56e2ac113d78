package engine

import "reflect"

// same reports whether two values are one and the same: equal where they can be compared, as pointers and channels are. Else
// it looks whether what they hold is: the same elements of slices, the same maps, fields that are the same. Functions
// never are, as nothing tells them apart.
func same(a, b any) bool {
	return a != nil && sameValue(reflect.ValueOf(a), reflect.ValueOf(b))
}

// sameValue is same for two values, of which the first is not nil: inside an interface nil can be compared.
func sameValue(a, b reflect.Value) bool {
	switch {
	case !b.IsValid(): // nil, be it in an interface
		return false
	case a.Type() != b.Type():
		return false
	case a.Comparable(): // and so is b, or they differ where it is not
		return a.Equal(b)
	}
	switch a.Kind() {
	case reflect.Interface:
		return sameValue(a.Elem(), b.Elem())
	case reflect.Slice:
		return a.Pointer() == b.Pointer() && a.Len() == b.Len()
	case reflect.Map:
		return a.Pointer() == b.Pointer()
	case reflect.Struct:
		for i := range a.NumField() {
			if !sameValue(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Array:
		for i := range a.Len() {
			if !sameValue(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	}
	return false
}
