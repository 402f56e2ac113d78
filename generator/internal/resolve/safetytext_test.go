package resolve_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// safetyMethod is the plan of one method.
func safetyMethod(t *testing.T, method, keys string) *plan.Method {
	t.Helper()
	w := source(t, `package store

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"iter"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)
`+safetyTypes+`
var _ = []any{bytes.MinRead, sql.LevelDefault, net.IPv4len, url.URL{}, os.O_RDWR, exec.ErrDot, strings.Compare, sync.Mutex{}, time.Second, iter.Seq[int](nil)}

type Store[T any, C io.Closer, R io.Reader] interface {
	//backoff:retry 3 `+keys+`
	`+method+`
}
`)
	return planned(t, w).Files[0].Decorators[0].Methods[0]
}

func lifetimeText(l plan.Lifetime) string {
	var parts []string
	if l.Result != (l.Reason != "") {
		return fmt.Sprintf("Result is %v, but the reason %q", l.Result, l.Reason)
	}
	if l.Result {
		parts = append(parts, l.Reason)
	}
	for _, b := range l.Bodies {
		parts = append(parts, "releases "+memberText("r", b, false))
	}
	for _, c := range l.Closed {
		verb := "closes "
		if c.Drained {
			verb = "drains "
		}
		parts = append(parts, verb+memberText("r", c.Member, false))
	}
	return strings.Join(parts, "; ")
}

func replayText(r plan.Replay) string {
	var parts []string
	for _, c := range r.Consumed {
		text := memberText("p", c.Member, true)
		if c.Each {
			text = "each " + text
		}
		switch {
		case c.Kind == plan.RequestBody:
			text = "request " + text
		case c.Kind == plan.Called:
			text = "called " + text
		case c.Kind == plan.Unrepeated:
			text = "once " + text
		}
		if r.Never {
			text = "never " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

func memberText(prefix string, m plan.Member, pointers bool) string {
	text := fmt.Sprintf("%s%d", prefix, m.Index)
	if m.Pointer && pointers {
		text += "?"
	}
	if m.Field != "" {
		text += "." + m.Field
	}
	return text
}
