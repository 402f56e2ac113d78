package resolve

import (
	"go/ast"
	"go/build/constraint"
	"slices"
	"strings"
)

// constraintOf returns the //go:build expression under which a file is built, or nothing if it always is. It includes
// the tags of the file's name, and cgo for a file that imports "C": a generated file has another name and other
// imports.
func constraintOf(name string, f *ast.File) string {
	var all constraint.Expr
	and := func(x constraint.Expr) {
		if all == nil {
			all = x
			return
		}
		all = &constraint.AndExpr{X: all, Y: x}
	}
	for _, tag := range nameTags(name) {
		and(&constraint.TagExpr{Tag: tag})
	}
	if slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"C"` }) {
		and(&constraint.TagExpr{Tag: "cgo"})
	}
	for _, x := range commentConstraints(f) {
		and(x)
	}
	if all == nil {
		return ""
	}
	return all.String()
}

// commentConstraints returns the constraints in the comments above a file's package clause. A //go:build line replaces
// all older +build lines.
func commentConstraints(f *ast.File) []constraint.Expr {
	var plus []constraint.Expr
	for _, group := range f.Comments {
		if group.Pos() > f.Package {
			break
		}
		for _, c := range group.List {
			x, err := constraint.Parse(c.Text)
			if err != nil {
				continue // it is none, or the go command has refused the file already
			}
			if constraint.IsGoBuild(c.Text) {
				return []constraint.Expr{x}
			}
			// A +build line in the package's documentation does not count.
			if group != f.Doc {
				plus = append(plus, x)
			}
		}
	}
	return plus
}

// nameTags returns the operating system and the architecture that a file's name asks for, by the go command's rule.
func nameTags(name string) []string {
	name, _, _ = strings.Cut(name, ".")
	name = strings.TrimSuffix(name, "_test")
	// The part before the first underscore never counts: linux.go is for everyone.
	_, rest, _ := strings.Cut(name, "_")
	parts := strings.Split(rest, "_")
	last := parts[len(parts)-1]
	if len(parts) >= 2 && knownOS(parts[len(parts)-2]) && knownArch(last) {
		return parts[len(parts)-2:]
	}
	if knownOS(last) || knownArch(last) {
		return []string{last}
	}
	return nil
}

// The lists are those of the go command, which has no exported form of them; past systems stay in it for ever, since
// names of files do.
func knownOS(s string) bool {
	switch s {
	case "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl",
		"netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos":
		return true
	}
	return false
}

func knownArch(s string) bool {
	switch s {
	case "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64",
		"mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x",
		"sparc", "sparc64", "wasm":
		return true
	}
	return false
}
