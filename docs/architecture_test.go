package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const architecture = "architecture.md"

// The table of rooms has every folder with Go code, and no other. The cases below golden and testdata are one room.
func TestEveryFolderHasARoom(t *testing.T) {
	page, err := os.ReadFile(architecture)
	if err != nil {
		t.Fatal(err)
	}
	var rooms []string
	for _, room := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(string(page), -1) {
		if !strings.Contains(room[1], ".") { // the table of who is who
			rooms = append(rooms, room[1])
		}
	}
	walk(t, func(string) bool { return true }, func(path string) {
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		if folder = filepath.ToSlash(folder); needsRoom(folder, filepath.Base(path)) && !slices.Contains(rooms, folder) {
			t.Errorf("%s does not say what %s is for", architecture, folder)
			rooms = append(rooms, folder) // said once
		}
	})
	for _, room := range rooms {
		if info, err := os.Stat(filepath.Join(root, filepath.FromSlash(room))); err != nil || !info.IsDir() {
			t.Errorf("%s has a room %s, which is not a folder", architecture, room)
		}
	}
}

// needsRoom reports whether a folder with that file in it is a room: a module, or a package that is not a case.
func needsRoom(folder, file string) bool {
	parts := strings.Split(folder, "/")
	switch {
	case folder == ".":
		return false
	case file == "go.mod":
		return true
	case filepath.Ext(file) != ".go" || slices.Contains(parts, "testdata"):
		return false
	case parts[0] == "golden" && len(parts) > 1:
		_, err := os.Stat(filepath.Join(root, "testdata", parts[1]))
		return err != nil
	}
	return true
}

// What the page names as `Type.method` or `package.Name` is declared.
func TestArchitectureNamesWhatIsThere(t *testing.T) {
	page, err := os.ReadFile(architecture)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	walk(t, isOfThisModule, func(path string) {
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			declared(t, path, known)
		}
	})
	if !known["hedger.next"] || !known["decision.Limits"] || !known["resolve.Package"] {
		t.Fatalf("of %d names some are missing", len(known))
	}
	seen := 0
	for _, span := range regexp.MustCompile("`([A-Za-z]+)\\.([A-Za-z]+)`").FindAllStringSubmatch(string(page), -1) {
		if span[2] == "go" || span[2] == "md" {
			continue
		}
		seen++
		if receiver := strings.ToUpper(span[1][:1]) + span[1][1:]; !known[span[1]+"."+span[2]] && !known[receiver+"."+span[2]] {
			t.Errorf("%s speaks of %s.%s, which is not declared", architecture, span[1], span[2])
		}
	}
	if seen < 40 {
		t.Errorf("looked at %d names", seen)
	}
}

// declared adds what a file declares: package.Name, and Type.method.
func declared(t *testing.T, path string, known map[string]bool) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			known[owner(file, n)+"."+n.Name.Name] = true
			return false
		case *ast.TypeSpec:
			known[file.Name.Name+"."+n.Name.Name] = true
			if i, ok := n.Type.(*ast.InterfaceType); ok {
				for _, m := range i.Methods.List {
					for _, name := range m.Names {
						known[n.Name.Name+"."+name.Name] = true
					}
				}
			}
		}
		return true
	})
}

// owner returns the name of a method's type, or of a function's package.
func owner(file *ast.File, f *ast.FuncDecl) string {
	if f.Recv == nil {
		return file.Name.Name
	}
	var names []string // the type's comes before those of its parameters
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			names = append(names, id.Name)
		}
		return true
	})
	return names[0]
}
