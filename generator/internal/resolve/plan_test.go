package resolve_test

import (
	"fmt"
	"go/types"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// planned resolves sources that may have warnings, but no errors.
func planned(t *testing.T, w *world) *plan.Package {
	t.Helper()
	p, ds := resolve.Package(w.input())
	if p == nil {
		t.Fatalf("no plan:\n%s", text(ds))
	}
	return p
}

// print writes what a plan decides, a method a line.
func print(p *plan.Package) string {
	var b strings.Builder
	local := types.RelativeTo(p.Types)
	for _, f := range p.Files {
		fmt.Fprintf(&b, "file %s [%s]\n", f.Source, f.Constraint)
		for _, d := range f.Decorators {
			fmt.Fprintf(&b, "%s: %s %s %s %s", d.Interface.Name(), d.Name, d.Constructor, d.Policies, d.Defaults)
			for tp := range d.TypeParams.TypeParams() {
				fmt.Fprintf(&b, " [%s %s]", tp, types.TypeString(tp.Constraint(), local))
			}
			if d.Foreign != "" {
				fmt.Fprintf(&b, " foreign %s", d.Foreign)
			}
			b.WriteString("\n")
			for _, m := range d.Methods {
				fmt.Fprintf(&b, "  %s%s%s\n", m.Name, contextText(m.Context), policyText(m.Policy, local))
			}
		}
	}
	return b.String()
}

func contextText(c plan.Context) string {
	switch c.Kind {
	case plan.ContextParam:
		return fmt.Sprintf(" ctx=%d", c.Param)
	case plan.ContextRequest:
		return fmt.Sprintf(" req=%d", c.Param)
	}
	return ""
}

func policyText(p *plan.Policy, local types.Qualifier) string {
	if p == nil {
		return ""
	}
	s := fmt.Sprintf(" %q of %s", p.Text, p.Owner)
	if p.Use != nil {
		s += " use " + types.ObjectString(p.Use, local)
	}
	v := p.Values
	s += fmt.Sprintf(" %v/%v/%v/%d", v.AttemptTimeout, v.Deadline, v.Pause, v.MaxTries)
	for _, m := range p.Errors {
		switch m.Kind {
		case plan.MatchAny:
			s += " any"
		case plan.MatchIs:
			s += " is:" + m.Object.Name()
		case plan.MatchAs:
			s += " as:" + types.TypeString(m.Type, local)
		case plan.MatchFunc:
			s += " func:" + m.Object.Name()
		}
	}
	if g := p.Giveup; g != nil {
		s += " giveup " + g.Text
		if g.Expr != nil {
			s += " as " + g.Name
		}
	}
	return s
}

func TestPlan(t *testing.T) {
	w := source(t, `package store

import (
	"context"
	"errors"
	"net"
	"net/http"
)

//backoff:import sc "syscall"

var ErrBusy = errors.New("busy")

func isFatal(err error) bool { return false }

type valueError[T any] struct{}

func (valueError[T]) Error() string { return "" }

// A method of its own has a policy of its own, whole; the others have the default.
//
//backoff:policy 100ms 1s 10ms max_tries=4 errors=error giveup="err == ErrBusy"
type Store[K comparable, V any] interface {
	Zeta(ctx context.Context, k K) (V, error)
	//backoff:retry 5
	Alpha(n int, ctx context.Context) error
	Bare(k K) error
	Name() string
	//backoff:policy deadline=2s errors=ErrBusy,*net.OpError,net.Error,isFatal,sc.ECONNRESET,valueError[int],io.EOF giveup=isFatal
	Mixed(*http.Request, ...context.Context) error
	//backoff:off
	Off() error
	//backoff:retry 2 giveup="errors.Is(err, sc.EPIPE)" exceptions=ErrBusy
	Last() error
}

//backoff:decorator name=Careful
type small interface {
	//backoff:retry 3
	m() error
}
`)
	want := `file x.go []
Store: RetryingStore NewRetryingStore StorePolicies DefaultStorePolicies [K comparable] [V any]
  Zeta ctx=0 "backoff:policy 100ms 1s 10ms max_tries=4 errors=error giveup=\"err == ErrBusy\"" of Store 100ms/1s/10ms/4 any giveup err == ErrBusy as retryingStoreGiveup
  Alpha ctx=1 "backoff:retry 5" of Store.Alpha 0s/0s/0s/5 any
  Bare "backoff:policy 100ms 1s 10ms max_tries=4 errors=error giveup=\"err == ErrBusy\"" of Store 0s/1s/10ms/4 any giveup err == ErrBusy as retryingStoreGiveup
  Name
  Mixed req=0 "backoff:policy deadline=2s errors=ErrBusy,*net.OpError,net.Error,isFatal,sc.ECONNRESET,valueError[int],io.EOF giveup=isFatal" of Store.Mixed 0s/2s/0s/0 is:ErrBusy as:*net.OpError as:net.Error func:isFatal is:ECONNRESET as:valueError[int] is:EOF giveup isFatal
  Off
  Last "backoff:retry 2 giveup=\"errors.Is(err, sc.EPIPE)\" exceptions=ErrBusy" of Store.Last 0s/0s/0s/2 is:ErrBusy giveup errors.Is(err, sc.EPIPE) as retryingStoreLastGiveup
small: Careful NewCareful CarefulPolicies DefaultCarefulPolicies
  m "backoff:retry 3" of small.m 0s/0s/0s/3 any
`
	if diff := cmp.Diff(want, print(planned(t, w))); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}

// TestOneDefaultOnePointer: methods under one default share it, whatever else tells them apart.
func TestOneDefaultOnePointer(t *testing.T) {
	w := source(t, `package store

import "context"

//backoff:policy 100ms max_tries=2
type Store interface {
	A(context.Context) error
	B(context.Context) error
	C() error
	D() error
}
`)
	ms := planned(t, w).Files[0].Decorators[0].Methods
	if ms[0].Policy != ms[1].Policy || ms[2].Policy != ms[3].Policy {
		t.Error("methods under one default have policies of their own")
	}
	if ms[0].Policy == ms[2].Policy {
		t.Error("a method without a context has the attempt_timeout of those that have one")
	}
}

// TestPredicateKnowsItsNames: the emitter requalifies an expression by what its names mean, err among them.
func TestPredicateKnowsItsNames(t *testing.T) {
	w := source(t, `package store

import (
	"context"
	fail "errors"
)

var err = fail.New("hides nothing")

type Store interface {
	//backoff:retry 3 giveup="fail.Is(err, io.EOF)"
	A(context.Context) error
}
`)
	g := planned(t, w).Files[0].Decorators[0].Methods[0].Policy.Giveup
	got := map[string]string{}
	for id, obj := range g.Info.Uses {
		got[id.Name] = obj.String()
		if v, isVar := obj.(*types.Var); isVar && id.Name == "err" && v.Pkg() != nil {
			t.Error("err is the package's variable, not the parameter")
		}
	}
	want := map[string]string{
		"fail": "package fail (\"errors\")", "Is": "func errors.Is(err error, target error) bool",
		"err": "var err error", "io": "package io", "EOF": "var io.EOF error",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("uses (-want +got):\n%s", diff)
	}
}
