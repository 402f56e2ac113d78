package load

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/directive"
	"github.com/backoffgen/backoffgen/generator/output"
)

// A site is a folder on its way through the loader.
type site struct {
	folder *Folder
	listed *packages.Package
	text   map[string][]byte // what was read of the folder's Go files, own generated ones left out
}

// scan reads the Go files of all listed folders, and returns those with an annotation or a generated file. It is the one
// step that sees every source there is, so it looks at bytes only.
func (l *loader) scan(listed []*packages.Package) []*site {
	sites := make([]*site, len(listed))
	parallel(len(listed), func(i int) { sites[i] = scanFolder(listed[i]) })
	sites = slices.DeleteFunc(sites, func(s *site) bool { return len(s.folder.Own) == 0 && len(s.folder.Annotated) == 0 })
	l.Logf("%d of %d packages have annotations or generated files", len(sites), len(listed))
	return sites
}

func scanFolder(listed *packages.Package) *site {
	s := &site{
		folder: &Folder{Dir: listed.Dir, Annotated: map[string]bool{}},
		listed: listed,
		text:   map[string][]byte{},
	}
	if m := listed.Module; m != nil {
		s.folder.ModFile = m.GoMod
	}
	entries, err := os.ReadDir(listed.Dir) // sorted, and what could be read when there is an error
	if err != nil {
		s.folder.report("unreadable", listed.Dir, err.Error())
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || name[0] == '.' || name[0] == '_' || entry.IsDir() {
			continue
		}
		path := filepath.Join(listed.Dir, name)
		text, err := os.ReadFile(path)
		if err != nil {
			continue // who needs it will say so
		}
		if _, ok := output.Source(name); ok && output.IsOwn(text) {
			s.folder.Own = append(s.folder.Own, path)
			continue
		}
		s.text[path] = text
		if directive.Contains(text) {
			s.folder.Annotated[path] = true
		}
	}
	if len(s.folder.Annotated) == 0 {
		s.text = nil
	}
	return s
}
