package generator

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/draft"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// Init returns a source file for the folder cfg.Dir with an interface that has the exported methods of a type, concrete or
// itself an interface, and a policy to start from. What is chosen are names of methods, of which the last character may be a *; none
// is all. The type is written as the path of its package, a dot and its name, such as database/sql.DB or ./store.Store; of a package of
// the standard library, or one that the module imports, the package's name is enough: sql.DB. It writes no file. The error says
// what is not there.
func Init(ctx context.Context, cfg Config, typ string, chosen ...string) ([]byte, error) {
	pkg, name := "", typ
	if i := strings.LastIndex(typ, "."); i >= 0 {
		pkg, name = typ[:i], typ[i+1:]
	}
	if name == "" || strings.Contains(name, "/") {
		return nil, fmt.Errorf("%s is not a type; expected a package, a dot and a name, such as database/sql.DB or ./store.Store", typ)
	}
	patterns, err := directive.ParsePatterns(chosen)
	if err != nil {
		return nil, err
	}
	if cfg.Logf == nil {
		cfg.Logf = func(string, ...any) {}
	}
	d, err := load.Declaration(ctx, cfg.loadConfig(), pkg, name)
	if err != nil {
		return nil, stopReason(ctx, err)
	}
	text, err := draft.File(draft.Input{Type: d.Type, Methods: patterns, Docs: d.Docs, Order: d.Order, Path: d.Path, Package: d.Name, Names: d.Names})
	if missing, ok := errors.AsType[*draft.NoSuchMethodError](err); ok {
		if near := keys.Nearest(missing.Method, missing.Known); near != "" {
			return nil, fmt.Errorf("%w (did you mean %s?)", err, near)
		}
	}
	return text, err
}
