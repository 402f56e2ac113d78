package load

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	modules "golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// The go command cannot list a required module under -mod=mod when one of its packages imports a module without a known checksum. What the
// other modules hold is found all the same.
func TestRequiredModulesTellForThemselves(t *testing.T) {
	dir := archive(t, `-- m/go.mod --
module example.com/m

go 1.26

require (
	example.com/whole v0.0.0
	example.com/broken v0.0.0
	example.com/whole/v9 v9.0.0
)

replace (
	example.com/broken => ../broken
	example.com/whole => ../whole
	example.com/whole/v9 => ../whole/v9
)
-- broken/go.mod --
module example.com/broken

go 1.26

require example.com/far v1.0.0
-- broken/broken.go --
package broken

import _ "example.com/far"
-- whole/go.mod --
module example.com/whole

go 1.26
-- whole/v9/go.mod --
module example.com/whole/v9

go 1.26
-- whole/v9/deep/deep.go --
package wanted
-- far/go.mod --
module example.com/far
-- far/far.go --
package far
-- proxy/example.com/far/@v/v1.0.0.info --
{"Version":"v1.0.0"}
-- proxy/example.com/far/@v/v1.0.0.mod --
module example.com/far
`)
	far := modules.Version{Path: "example.com/far", Version: "v1.0.0"}
	out, err := os.Create(filepath.Join(dir, "proxy", "example.com", "far", "@v", "v1.0.0.zip"))
	if err != nil {
		t.Fatal(err)
	}
	if err := zip.CreateFromDir(out, far, filepath.Join(dir, "far")); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	cfg := config(filepath.Join(dir, "m"), "GOMODCACHE="+filepath.Join(dir, "cache"), "GOFLAGS=-mod=mod -modcacherw",
		"GOSUMDB=sum.golang.org http://127.0.0.1:1", "GOPROXY=file:///"+strings.TrimPrefix(filepath.ToSlash(dir), "/")+"/proxy")
	download := exec.Command("go", "mod", "download", far.String())
	download.Dir, download.Env = cfg.Dir, append(slices.Clip(cfg.Env), "GONOSUMDB=*")
	if out, err := download.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	l, err := openLoader(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := l.goList(t.Context(), []string{"-find"}, []string{"example.com/broken/...", "example.com/whole/..."}, "GOPROXY=off"); err == nil {
		t.Fatalf("the go command tells of both modules: %s", out)
	}
	if path, err := l.pathByName("wanted"); path != "example.com/whole/v9/deep" || err != nil {
		t.Errorf("got %q and %v", path, err)
	}
}
