package generator

import (
	"errors"
	"go/token"
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// resolveFolder resolves the annotations of a folder's packages. Its diagnostics include what prevents the go command
// from loading the folder.
func resolveFolder(folder *load.Folder) (plans []*plan.Package, ds []diag.Diagnostic) {
	ds = folderDiagnostics(folder)
	for _, pkg := range folder.Packages {
		resolved, found := resolvePackage(pkg, nil)
		ds = append(ds, found...)
		if resolved != nil {
			plans = append(plans, resolved)
		}
	}
	return plans, ds
}

// folderDiagnostics returns the diagnostics of loading a folder. The slice is the caller's own.
func folderDiagnostics(folder *load.Folder) []diag.Diagnostic {
	return slices.Clone(folder.Diagnostics)
}

// resolvePackage resolves the annotations of the files that are decorated as part of pkg. Its diagnostics include
// failed imports if an annotation or a decorated interface needs them.
func resolvePackage(pkg *load.Package, to *resolve.Destination) (*plan.Package, []diag.Diagnostic) {
	resolved, found := resolve.Package(resolve.Input{
		Fset: pkg.Fset, Files: pkg.Files, Directives: pkg.Directives,
		Pkg: pkg.Types, Info: pkg.Info, TypeErrors: pkg.TypeErrors,
		Import: pkg.Import, Version: pkg.Version, Logf: pkg.Logf, Std: pkg.Std, Deprecated: pkg.Deprecated, Rest: pkg.Rest, IsGenerated: load.IsStub, Destination: to,
	})
	var ds []diag.Diagnostic
	for _, d := range found {
		// A file that is not in the package is named by a //line comment.
		if pkg.Decorates(d.Pos.Filename) || pkg.Text(d.Pos.Filename) == nil {
			ds = append(ds, d)
		}
	}
	if resolved == nil {
		if diag.HasErrors(found) && !diag.HasErrors(ds) {
			// A test variant failed because of a file of the package itself, which mostly reports the same;
			// repeated diagnostics are printed once.
			ds = found
		}
		return nil, append(ds, importErrors(pkg, ds)...)
	}
	var files []*plan.File
	for _, f := range resolved.Files {
		if pkg.Decorates(f.Source) {
			files = append(files, f)
		}
	}
	resolved.Files = files
	return resolved, append(ds, importErrors(pkg, ds)...)
}

func fileError(code, filename, message string) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Pos: token.Position{Filename: filename}, Message: message}
}

// fileErrors returns diagnostics for the errors that err joins.
func fileErrors(folder *load.Folder, err error) []diag.Diagnostic {
	if err == nil {
		return nil
	}
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	var ds []diag.Diagnostic
	for _, err := range errs {
		if foreign, ok := errors.AsType[*output.ForeignError](err); ok {
			d := fileError(ForeignFile, foreign.Path, "this file has the name of a generated one, but backoffgen did not write it and does not overwrite it")
			d.Hint = "rename it, or remove it if it was generated and its header is gone"
			if foreign.Outside {
				d.Message = "this link has the name of a generated file, but it leads out of the module, and backoffgen does not follow it"
				d.Hint = "remove it"
			}
			ds = append(ds, d)
			continue
		}
		ds = append(ds, fileError(load.Unreadable, folder.Dir, err.Error()))
	}
	return ds
}
