package goname

import "testing"

func TestWithArticle(t *testing.T) {
	for noun, want := range map[string]string{
		"int": "an int", "uint": "a uint", "error": "an error", "untyped nil": "an untyped nil", "unsafe.Pointer": "an unsafe.Pointer",
		"Other": "an Other", "A": "an A", "I2": "an I2", "User": "a User", "Store": "a Store", "*Other": "a *Other", "func(i any) T": "a func(i any) T", "": "a ",
	} {
		if got := WithArticle(noun); got != want {
			t.Errorf("WithArticle(%q) = %q, want %q", noun, got, want)
		}
	}
}
