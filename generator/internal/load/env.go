package load

import (
	"encoding/json"
	"fmt"
	"go/build"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/stdlib"
)

// An environment is what the go command says about itself and the system: its standard library, which the toolchain
// line of a go.mod may have chosen, and the settings by which files are chosen.
type environment struct {
	GOROOT, GOVERSION, GOOS, GOARCH, CGO_ENABLED, GOEXPERIMENT, GOFLAGS, GOMOD, GOWORK string
}

func (l *loader) askEnvironment() (environment, error) {
	var env environment
	out, err := Go(l.ctx, l.Dir, l.Env, "env", "-json",
		"GOROOT", "GOVERSION", "GOOS", "GOARCH", "CGO_ENABLED", "GOEXPERIMENT", "GOFLAGS", "GOMOD", "GOWORK")
	if err != nil {
		return env, fmt.Errorf("go env: %w", withStderr(err))
	}
	if err := json.Unmarshal(out, &env); err != nil {
		return env, fmt.Errorf("go env: %w", err)
	}
	return env, nil
}

// withStderr replaces the go command's exit status by what it printed.
func withStderr(err error) error {
	if exit, ok := err.(*exec.ExitError); ok && len(exit.Stderr) > 0 {
		return fmt.Errorf("%s", strings.TrimSpace(string(exit.Stderr)))
	}
	return err
}

// applyEnvironment sets the fields that depend on nothing but the environment.
func (l *loader) applyEnvironment(env environment) {
	l.arch = types.SizesFor("gc", env.GOARCH)
	l.build = env.context(l.Tags)
	l.std = &standard{Library: stdlib.Library{Root: filepath.Join(env.GOROOT, "src"), Build: &l.build}}
	if env.isOurGo() && !l.hasDriver() {
		l.std.build = &l.build
	}
}

// context returns a build context that chooses files as the go command does, as far as that is known.
func (e environment) context(tags string) build.Context {
	c := build.Default
	c.GOROOT, c.GOOS, c.GOARCH = e.GOROOT, e.GOOS, e.GOARCH
	c.CgoEnabled = e.CGO_ENABLED == "1"
	c.BuildTags = strings.FieldsFunc(tags, func(r rune) bool { return r == ',' })
	c.ToolTags = slices.Clone(c.ToolTags)
	for _, name := range strings.FieldsFunc(e.GOEXPERIMENT, func(r rune) bool { return r == ',' }) {
		if without, off := strings.CutPrefix(name, "no"); off {
			c.ToolTags = slices.DeleteFunc(c.ToolTags, func(tag string) bool { return tag == "goexperiment."+without })
		} else {
			c.ToolTags = append(c.ToolTags, "goexperiment."+name)
		}
	}
	return c
}

// isOurGo reports whether package go/build chooses exactly the files that the go command does. It knows the Go release
// that this program was built with.
func (e environment) isOurGo() bool {
	for flag := range strings.FieldsSeq(e.GOFLAGS) {
		switch name, _, _ := strings.Cut(strings.TrimLeft(flag, "-"), "="); name {
		case "mod", "modfile", "modcacherw", "buildvcs", "trimpath":
		default: // it may set tags, or replace files by others
			return false
		}
	}
	return e.GOVERSION == runtime.Version() && e.GOEXPERIMENT == "" && os.Getenv("GOEXPERIMENT") == ""
}

// module returns the module that Dir is in.
func (e environment) module() mainModule {
	m := mainModule{workspace: e.GOWORK != "" && e.GOWORK != "off"}
	if e.GOMOD != os.DevNull {
		m.file = e.GOMOD
	}
	m.takeModFlag(e.GOFLAGS)
	return m
}
