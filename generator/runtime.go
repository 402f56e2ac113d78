package generator

import (
	"bytes"
	"context"
	"path/filepath"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// modulePath is the module that generated code imports.
const modulePath = "github.com/backoffgen/backoffgen"

// temporalPath is the module that code generated for Temporal imports beside it.
const temporalPath = modulePath + "/runtime/temporalbackoff"

// warnMissingRuntime warns of each module that gets decorators and cannot import the runtime.
func warnMissingRuntime(ctx context.Context, cfg Config, folders []*load.Folder, changes []output.Change) []diag.Diagnostic {
	generated, durable := map[string]bool{}, map[string]bool{} // folders
	for _, c := range changes {
		if c.Kind != output.Remove {
			generated[filepath.Dir(c.Path)] = true
			if output.Target(c.New) == resolve.TargetTemporal {
				durable[filepath.Dir(c.Path)] = true
			}
		}
	}
	asked := map[string]bool{}
	var ds []diag.Diagnostic
	for _, f := range folders {
		if f.ModFile == "" || !generated[f.Dir] {
			continue
		}
		needed := []string{modulePath}
		if durable[f.Dir] {
			needed = append(needed, temporalPath)
		}
		for _, module := range needed {
			question := f.ModFile + " " + module
			if asked[question] {
				continue
			}
			asked[question] = true
			if hasModule(ctx, cfg, f, module) {
				continue
			}
			d := fileError(MissingRuntime, f.ModFile, "generated code needs the module "+module+", which is not in the build list")
			d.Severity = diag.Warning
			d.Hint = "go get " + module
			ds = append(ds, d)
		}
	}
	return ds
}

// hasModule asks the go command only if go.mod does not name the module: a workspace may have it. Neither uses the
// network.
func hasModule(ctx context.Context, cfg Config, f *load.Folder, module string) bool {
	if text, err := output.Read(f.ModFile); err != nil || bytes.Contains(text, []byte(module)) {
		return true
	}
	_, err := load.Go(ctx, filepath.Dir(f.ModFile), cfg.Env, "list", "-m", module) // the folder itself may not exist yet
	return err == nil
}
