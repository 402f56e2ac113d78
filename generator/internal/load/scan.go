package load

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// A folderScan is what is known of one folder while its packages are loaded.
type folderScan struct {
	folder     *Folder
	listed     *packages.Package
	text       map[string][]byte // of the folder's Go files, without generated ones
	hasGo      bool
	hasMod     bool     // there is a go.mod file
	subfolders []string // those in which ./... looks further

	irregular    []string // links to devices or pipes, on which the go command might wait for ever
	outsideLinks []string // links in the place of generated files that lead out of the module
	unread       []string // links in the place of sources that lead out of the module
}

func (s *folderScan) isHit() bool { return len(s.folder.Generated) > 0 || len(s.folder.Annotated) > 0 }

// scan reads the Go files of all listed folders and returns those with an annotation or a generated file. It is the
// only step that reads every source, so it searches the text without parsing it.
func (l *loader) scan(listed []*packages.Package) []*folderScan {
	scans := make([]*folderScan, len(listed))
	parallel(len(listed), func(i int) {
		p := listed[i]
		s := l.scanned[p.Dir]
		if s == nil {
			s = scanFolder(p.Dir)
		}
		s.listed = p
		s.folder.Path = p.PkgPath
		if p.Module != nil {
			s.folder.ModFile = p.Module.GoMod
			if p.Module.Dir != "" { // GoMod may be the file of the flag -modfile
				s.folder.ModFile = filepath.Join(p.Module.Dir, "go.mod")
			}
		}
		scans[i] = s
	})
	for _, s := range scans {
		for _, path := range s.unread {
			l.Logf("%s: %v", path, errOutside)
		}
	}
	scans = slices.DeleteFunc(scans, func(s *folderScan) bool { return !s.isHit() })
	l.Logf("%d of %d packages have annotations or generated files", len(scans), len(listed))
	return scans
}

func scanFolder(dir string) *folderScan {
	s := &folderScan{folder: &Folder{Dir: dir, Annotated: map[string]bool{}, Origins: map[string]string{}, Targets: map[string]string{}}, text: map[string][]byte{}}
	entries, err := os.ReadDir(dir) // sorted, and what could be read when there is an error
	if err != nil {
		s.folder.report(Unreadable, dir, err.Error())
	}
	for _, entry := range entries {
		name := entry.Name()
		if name == "go.mod" {
			s.hasMod = true
		}
		if output.IsTemp(name) && entry.Type().IsRegular() {
			s.folder.Temporary = append(s.folder.Temporary, filepath.Join(dir, name))
		}
		if name[0] == '.' || name[0] == '_' {
			continue
		}
		if entry.IsDir() {
			if !isLeftOut(name) {
				s.subfolders = append(s.subfolders, filepath.Join(dir, name))
			}
			continue
		}
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		s.hasGo = true
		path := filepath.Join(dir, name)
		if isIrregular(path, entry) {
			s.irregular = append(s.irregular, path)
			continue
		}
		_, ok := output.SourcePath(name)
		if ok && output.LeavesModule(path) {
			s.outsideLinks = append(s.outsideLinks, path)
			continue
		}
		if !ok && entry.Type()&fs.ModeSymlink != 0 && output.LeavesModule(path) {
			s.unread = append(s.unread, path)
			continue
		}
		text, err := output.Read(path)
		if err != nil && !(ok && errors.Is(err, fs.ErrNotExist)) { // a link to a file that is gone may be overwritten
			continue // whoever needs the file reports it
		}
		if ok && output.IsGenerated(text) {
			s.folder.Generated = append(s.folder.Generated, path)
			if origin := output.Origin(text); origin != "" {
				s.folder.Origins[path] = origin
				if target := output.Target(text); target != "" {
					s.folder.Targets[path] = target
				}
			}
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
	for _, name := range slices.Sorted(maps.Keys(s.text)) {
		s.folder.GenerateLines = append(s.folder.GenerateLines, generateLines(name, s.text[name])...)
	}
	return s
}

// unreadAt returns the link out of the module that an error of the go command is about, or "".
func (s *folderScan) unreadAt(e packages.Error) string {
	name := filepath.Base(position(e.Pos).Filename)
	for _, path := range s.unread {
		if filepath.Base(path) == name {
			return path
		}
	}
	return ""
}

// isLeftOut reports whether ./... does not match what is in a folder of this name.
func isLeftOut(name string) bool {
	return name[0] == '.' || name[0] == '_' || name == "testdata" || name == "vendor"
}

// isIrregular reports whether a folder's entry is, or links to, something that is neither a file nor a folder.
func isIrregular(path string, entry fs.DirEntry) bool {
	if entry.Type().IsRegular() {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && !info.IsDir() && !info.Mode().IsRegular()
}

// hiddenFiles returns the files that the go command must not see: generated ones, and links in their place.
func (s *folderScan) hiddenFiles() []string { return slices.Concat(s.folder.Generated, s.outsideLinks) }
