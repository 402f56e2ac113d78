//lint:file-ignore ST1001 A dot import is legal, and has to be generated around.

// Package sameimports imports packages of the same name, packages called unlike their path, and one with a dot.
package sameimports

import (
	"context"
	. "fmt"
	htemplate "html/template"
	"math/rand"
	rand2 "math/rand/v2"
	"text/template"

	orand "github.com/backoffgen/backoffgen/testdata/sameimports/other/rand"
	"github.com/backoffgen/backoffgen/testdata/sameimports/store/v2"
	"github.com/backoffgen/backoffgen/testdata/sameimports/yaml.v3"
)

// Imports names them all, in types and in parameters.
type Imports interface {
	//backoff:retry 3
	Templates(ctx context.Context, t *template.Template, u *htemplate.Template) (Stringer, error)
	//backoff:retry 3
	Sources(ctx context.Context, r rand.Source, s rand2.Source, o orand.Source) (int, error)
	//backoff:retry 3
	Names(ctx context.Context, n yaml.Node, i store.Item, template, rand, yaml, store int) error
	//backoff:retry 3
	yaml.Marshaler[Stringer]
	//backoff:retry 3
	store.Lister[yaml.Node]
}
