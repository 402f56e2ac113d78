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

// resolveFolder resolves the annotations of a folder's packages. What kept the go command from loading the folder is among
// the diagnostics.
func resolveFolder(folder *load.Folder) (plans []*plan.Package, ds []diag.Diagnostic) {
	ds = slices.Clone(folder.Diagnostics)
	for _, pkg := range folder.Packages {
		resolved, found := resolvePackage(pkg, nil)
		ds = append(append(ds, found...), importErrors(pkg, found)...)
		if resolved != nil {
			plans = append(plans, resolved)
		}
	}
	return plans, ds
}

// resolvePackage resolves the annotations of the files that are decorated as part of pkg.
func resolvePackage(pkg *load.Package, into *resolve.Destination) (*plan.Package, []diag.Diagnostic) {
	resolved, found := resolve.Package(resolve.Input{
		Fset: pkg.Fset, Files: pkg.Files, Text: pkg.Text,
		Pkg: pkg.Types, Info: pkg.Info, TypeErrors: pkg.TypeErrors,
		Import: pkg.Import, Std: pkg.Std, Deprecated: pkg.Deprecated, Rest: pkg.Rest, IsGenerated: load.IsStub, Destination: into,
	})
	var ds []diag.Diagnostic
	for _, d := range found {
		// A file of another name is one that a //line comment speaks of.
		if pkg.Decorates(d.Pos.Filename) || pkg.Text(d.Pos.Filename) == nil {
			ds = append(ds, d)
		}
	}
	if resolved == nil {
		if diag.HasErrors(found) && !diag.HasErrors(ds) {
			// A test variant failed over a file that is not its own: most often the package itself says the same, and
			// what is said twice is printed once.
			return nil, found
		}
		return nil, ds
	}
	var files []*plan.File
	for _, f := range resolved.Files {
		if pkg.Decorates(f.Source) {
			files = append(files, f)
		}
	}
	resolved.Files = files
	return resolved, ds
}

// superfluous returns the folder's generated files that nothing would generate again: their source is gone, has no
// annotation any more, or has been loaded and has none that leads to a decorator. Sources that this run's build
// constraints exclude keep theirs, and so do sources in other packages.
func superfluous(folder *load.Folder, files []output.File) []string {
	wanted := map[string]bool{}
	for _, f := range files {
		wanted[f.Path] = true
	}
	var names []string
	for _, own := range folder.Generated {
		if origin := folder.Origins[own]; origin != "" {
			if isGone(folder.Dir, origin) {
				names = append(names, own)
			}
			continue
		}
		source, _ := output.SourcePath(own)
		if !wanted[own] && (!folder.Annotated[source] || folder.Loaded(source)) {
			names = append(names, own)
		}
	}
	return names
}

func fileError(code, filename, message string) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Pos: token.Position{Filename: filename}, Message: message}
}

// fileErrors makes diagnostics of the errors joined in err.
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
