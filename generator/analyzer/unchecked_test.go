package analyzer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestUnchecked: what depends on a package that nothing imports is not checked, and the report says what to do; the name still
// must be one that the command could find. What the package imports, in whichever file, is checked.
func TestUnchecked(t *testing.T) {
	dir := unpack(t, txtar.Parse([]byte(`
-- store.go --
package store

//backoff:import "example.com/diag/far"

type Store interface {
	//backoff:retry 3 errors=far.ErrFar
	A() error
	//backoff:retry 3 errors=csv.ErrQuote
	B() error
	//backoff:retry 3 errors=template.ErrTemplate
	C() error
	//backoff:retry 3 errors=nowhere.Err
	D() error
	//backoff:retry 3 errors=io.EOFF
	E() error
	//backoff:retry 3 pause_from=backoff.RetryAfter deadline=1m
	F() error
	//backoff:retry 3 errors=*url.Error
	G() error
}
-- other.go --
package store

import (
	"io"
	"net/http" // of which package url is known in part
)

var _ io.Reader
var _ http.Client
-- far/far.go --
package far

import "errors"

var ErrFar = errors.New("far")
`)).Files)
	want := `store.go:3:18: warning: what annotations say about package "example.com/diag/far" is not checked here: run backoffgen
store.go:8:27: warning: what annotations say about package "encoding/csv" is not checked here: run backoffgen
store.go:10:27: template could be "html/template" or "text/template" (say which: //backoff:import "html/template")
store.go:12:27: warning: whether package "example.com/diag/far" is called nowhere is not checked here: run backoffgen
store.go:14:27: package io has no EOFF (did you mean EOF?)
store.go:16:31: warning: what annotations say about package "github.com/backoffgen/backoffgen/runtime" is not checked here: run backoffgen
store.go:18:28: warning: what annotations say about package "net/url" is not checked here: run backoffgen
`
	if diff := cmp.Diff(want, text(t, analyzerSays(t, dir), dir)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}
