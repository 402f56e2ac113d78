package load

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// A mainModule says which module or workspace the loader's Dir is in.
type mainModule struct {
	file      string // the go.mod file of the main module; empty when it is in none
	workspace bool   // there may be more main modules

	// What GOFLAGS holds, if -modfile is among it: that flag, and the others.
	modFlag, otherFlags string
}

// takeModFlag separates the flag -modfile from the rest of GOFLAGS. Package go/packages asks for the go command's
// version outside of any module, where the go command refuses that flag.
func (m *mainModule) takeModFlag(goflags string) {
	var others []string
	for _, flag := range splitFlags(goflags) {
		if name, _, _ := strings.Cut(strings.TrimLeft(unquoteFlag(flag), "-"), "="); name == "modfile" {
			m.modFlag = unquoteFlag(flag)
		} else {
			others = append(others, flag)
		}
	}
	if m.modFlag != "" {
		m.otherFlags = strings.Join(others, " ") + " " // if it were empty, the go command would use its saved settings
	}
}

// splitFlags splits GOFLAGS as the go command does: at spaces, except in a flag that is quoted as a whole.
func splitFlags(goflags string) []string {
	var flags []string
	for rest := strings.TrimSpace(goflags); rest != ""; rest = strings.TrimLeft(rest, " \t\n\r") {
		end := strings.IndexAny(rest, " \t\n\r")
		if rest[0] == '\'' || rest[0] == '"' {
			if end = strings.IndexByte(rest[1:], rest[0]); end >= 0 {
				end += 2
			}
		}
		if end < 0 {
			end = len(rest)
		}
		flags, rest = append(flags, rest[:end]), rest[end:]
	}
	return flags
}

func unquoteFlag(flag string) string {
	if len(flag) > 1 && (flag[0] == '\'' || flag[0] == '"') && flag[len(flag)-1] == flag[0] {
		return flag[1 : len(flag)-1]
	}
	return flag
}

// guessModule finds out what the go command will most probably say, so that nothing has to wait for it.
func (l *loader) guessModule() mainModule {
	m := mainModule{file: findAbove(l.Dir, "go.mod")}
	switch work := lookupVariable(l.Env, "GOWORK"); work {
	case "off":
	case "":
		m.workspace = findAbove(l.Dir, "go.work") != ""
	default:
		m.workspace = true
	}
	m.takeModFlag(lookupVariable(l.Env, "GOFLAGS"))
	return m
}

// lookupVariable returns the value of a variable in an environment, of which the last entry counts.
func lookupVariable(env []string, name string) string {
	value := ""
	for _, v := range env {
		if after, ok := strings.CutPrefix(v, name+"="); ok {
			value = after
		}
	}
	return value
}

// findAbove returns the nearest file with a name in dir and its parent folders, or nothing.
func findAbove(dir, name string) string {
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

// inModule reports whether dir is in the only main module, and whether that module contains all folders below its own,
// except nested modules.
func (l *loader) inModule(dir string) bool {
	if l.module.workspace || l.module.file == "" || findAbove(dir, "go.mod") != l.module.file {
		return false
	}
	text, err := l.readMod(l.module.file)
	if err != nil {
		return false
	}
	mod, err := modfile.ParseLax(l.module.file, text, nil)
	return err == nil && len(mod.Ignore) == 0
}

// readMod reads a go.mod file, or the file of the flag -modfile when it is that of the main module.
func (l *loader) readMod(filename string) ([]byte, error) {
	if _, other, ok := strings.Cut(l.module.modFlag, "="); ok && filename == l.module.file {
		filename = l.abs(other)
	}
	return output.Read(filename)
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}
