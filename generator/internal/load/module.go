package load

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
)

// A mainModule is where the loader's Dir is.
type mainModule struct {
	file      string // the go.mod file of the main module; empty when it is in none
	workspace bool   // there may be more main modules
}

// guessModule looks for what the go command will most likely say, so that it need not be waited for.
func (l *loader) guessModule() mainModule {
	m := mainModule{file: above(l.Dir, "go.mod")}
	switch work := variable(l.Env, "GOWORK"); work {
	case "off":
	case "":
		m.workspace = above(l.Dir, "go.work") != ""
	default:
		m.workspace = true
	}
	return m
}

// variable is the value of a variable in an environment, in which the last one counts.
func variable(env []string, name string) string {
	value := ""
	for _, v := range env {
		if after, ok := strings.CutPrefix(v, name+"="); ok {
			value = after
		}
	}
	return value
}

// above returns the nearest file of a name in dir and the folders that it is in; it is empty when there is none.
func above(dir, name string) string {
	for {
		if path := filepath.Join(dir, name); isFile(path) {
			return path
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// inModule reports whether dir is part of the one main module that there is, and whether that contains all folders
// below its own, nested modules aside.
func (l *loader) inModule(dir string) bool {
	if l.module.workspace || l.module.file == "" || above(dir, "go.mod") != l.module.file {
		return false
	}
	mod, err := os.ReadFile(l.module.file)
	return err == nil && !bytes.Contains(mod, []byte("\nignore"))
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}
