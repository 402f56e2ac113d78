package sameimports_test

import (
	"context"
	"errors"
	"fmt"
	htemplate "html/template"
	"math/rand"
	rand2 "math/rand/v2"
	"testing"
	"text/template"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/sameimports"
	orand "github.com/backoffgen/backoffgen/testdata/sameimports/other/rand"
	"github.com/backoffgen/backoffgen/testdata/sameimports/store/v2"
	"github.com/backoffgen/backoffgen/testdata/sameimports/yaml.v3"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// inner fails twice, and then succeeds.
type inner struct{ attempts int }

func (i *inner) attempt() error {
	if i.attempts++; i.attempts%3 != 0 {
		return errors.New("not yet")
	}
	return nil
}

func (i *inner) Templates(_ context.Context, t *template.Template, u *htemplate.Template) (fmt.Stringer, error) {
	return name(t.Name() + u.Name()), i.attempt()
}

func (i *inner) Sources(_ context.Context, r rand.Source, s rand2.Source, o orand.Source) (int, error) {
	return int(r.Int63()*0+int64(s.Uint64()*0)) + int(o.Seed), i.attempt()
}

func (i *inner) Names(_ context.Context, n yaml.Node, s store.Item, template, rand, yaml, store int) error {
	if n.Value != "n" || s.ID != "i" || template+rand+yaml+store != 10 {
		return nil
	}
	return i.attempt()
}

func (i *inner) Marshal(value fmt.Stringer) (yaml.Node, error) {
	return yaml.Node{Value: value.String()}, i.attempt()
}

func (i *inner) List() ([]yaml.Node, error) { return make([]yaml.Node, 2), i.attempt() }
func (i *inner) Close() error               { return i.attempt() }

type name string

func (n name) String() string { return string(n) }

func TestSameNames(t *testing.T) {
	i := &inner{}
	decorated, ctx := sameimports.NewRetryingImports(i), t.Context()
	want := 0
	check := func(what string, ok bool, err error) {
		t.Helper()
		if want += 3; !ok || err != nil || i.attempts != want {
			t.Errorf("%s: result is right: %v, error: %v, after %d attempts in all, want %d", what, ok, err, i.attempts, want)
		}
	}
	s, err := decorated.Templates(ctx, template.New("a"), htemplate.New("b"))
	check("Templates", s == name("ab"), err)
	n, err := decorated.Sources(ctx, rand.NewSource(1), rand2.NewPCG(1, 2), orand.Source{Seed: 5})
	check("Sources", n == 5, err)
	check("Names", true, decorated.Names(ctx, yaml.Node{Value: "n"}, store.Item{ID: "i"}, 1, 2, 3, 4))
	node, err := decorated.Marshal(name("x"))
	check("Marshal", node.Value == "x", err)
	list, err := decorated.List()
	check("List", len(list) == 2, err)
	if err := decorated.Close(); err == nil || i.attempts != want+1 {
		t.Errorf("Close returned %v after %d attempts in all, want its error after %d", err, i.attempts, want+1)
	}
}
