package generator

import (
	"bytes"
	"context"
	"path/filepath"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// modulePath is the module that generated code imports.
const modulePath = "github.com/backoffgen/backoffgen"

// warnMissingRuntime warns of each module that gets decorators and cannot import the runtime.
func warnMissingRuntime(ctx context.Context, cfg Config, folders []*load.Folder, changes []output.Change) []diag.Diagnostic {
	generated := map[string]bool{} // folders
	for _, c := range changes {
		if c.Kind != output.Remove {
			generated[filepath.Dir(c.Path)] = true
		}
	}
	seen := map[string]bool{}
	var ds []diag.Diagnostic
	for _, f := range folders {
		if f.ModFile == "" || seen[f.ModFile] || !generated[f.Dir] {
			continue
		}
		seen[f.ModFile] = true
		if hasRuntime(ctx, cfg, f) {
			continue
		}
		d := fileError(MissingRuntime, f.ModFile, "generated code needs the module "+modulePath+", which is not in the build list")
		d.Severity = diag.Warning
		d.Hint = "go get " + modulePath
		ds = append(ds, d)
	}
	return ds
}

// hasRuntime asks the go command only if go.mod does not name the module: a workspace may have it. Neither uses the
// network.
func hasRuntime(ctx context.Context, cfg Config, f *load.Folder) bool {
	if text, err := output.Read(f.ModFile); err != nil || bytes.Contains(text, []byte(modulePath)) {
		return true
	}
	_, err := load.Go(ctx, filepath.Dir(f.ModFile), cfg.Env, "list", "-m", modulePath) // the folder itself may not exist yet
	return err == nil
}
