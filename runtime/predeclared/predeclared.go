// Package predeclared gives Go's predeclared types names that no declaration hides. Generated code imports it in
// packages that declare an error, a string or a nil of their own, and nowhere else.
package predeclared

// The predeclared types, but for any, which is as well interface{}.
type (
	Bool       = bool
	Byte       = byte
	Comparable = comparable
	Complex64  = complex64
	Complex128 = complex128
	Error      = error
	Float32    = float32
	Float64    = float64
	Int        = int
	Int8       = int8
	Int16      = int16
	Int32      = int32
	Int64      = int64
	Rune       = rune
	String     = string
	Uint       = uint
	Uint8      = uint8
	Uint16     = uint16
	Uint32     = uint32
	Uint64     = uint64
	Uintptr    = uintptr
)

// IsNil reports whether v, which is a pointer or an interface, is nil.
func IsNil[T comparable](v T) bool {
	var zero T
	return v == zero
}

// Zero returns the zero value of T: nil for a pointer, an interface or a function.
func Zero[T any]() T {
	var zero T
	return zero
}

// ZeroLike returns the zero value of its argument's type.
func ZeroLike[T any](T) T { return Zero[T]() }
