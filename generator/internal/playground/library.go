package playground

import (
	"archive/zip"
	"bufio"
	"go/token"
	"go/types"
	"io"
	"strings"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/backoffgen/backoffgen/generator/internal/stdlib"
)

// runtimePath is the package that the name backoff means.
const runtimePath = "github.com/backoffgen/backoffgen/runtime"

// A library has the packages of which there is export data. What has been read of them stays.
type library struct {
	files map[string]*zip.File
	names map[string][]string // paths by the packages' names, sorted
	fset  *token.FileSet
	read  map[string]*types.Package // also incomplete ones, that others refer to
}

func newLibrary(exported *zip.Reader) *library {
	l := &library{map[string]*zip.File{}, map[string][]string{"backoff": {runtimePath}}, token.NewFileSet(), map[string]*types.Package{}}
	for _, f := range exported.File {
		l.files[f.Name] = f
		if isStandard(f.Name) {
			name := stdlib.NameOf(f.Name)
			l.names[name] = append(l.names[name], f.Name)
		}
	}
	return l
}

func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

func (l *library) byName(name string) []string { return l.names[name] }

// load returns a package; nil when there is no export data of it.
func (l *library) load(path string) (*types.Package, error) {
	if pkg := l.read[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	f := l.files[path]
	if f == nil {
		return nil, nil
	}
	opened, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	// It is the start of an archive, with one member after another.
	r := bufio.NewReader(opened)
	//lint:ignore SA1019 The go command of Go 1.26 names archives.
	data, err := gcexportdata.NewReader(r)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(data)
	if err != nil {
		return nil, err
	}
	return gcexportdata.Read(strings.NewReader(string(text)), l.fset, l.read, path)
}
