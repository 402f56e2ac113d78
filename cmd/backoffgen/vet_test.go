package main

import "testing"

// TestIsVetTool: the requests of go vet are distinguished from the flags and packages that people write, which may look similar.
func TestIsVetTool(t *testing.T) {
	for _, test := range []struct {
		args []string
		want bool
	}{
		{[]string{"-V=full"}, true},
		{[]string{"-flags"}, true},
		{[]string{"/tmp/go-build1/b001/vet.cfg"}, true},
		{[]string{"-json", "-backoffgen.warnings=false", "/tmp/go-build1/b001/vet.cfg"}, true},
		{nil, false},
		{[]string{"-v"}, false},
		{[]string{"-version"}, false},
		{[]string{"vet", "./..."}, false},
		{[]string{"vet", "-json", "./vet"}, false},
		{[]string{"./cfg"}, false},
	} {
		if got := isVetTool(test.args); got != test.want {
			t.Errorf("%q: %t", test.args, got)
		}
	}
}
