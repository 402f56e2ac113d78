package generator

import (
	"errors"
	"flag"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// A run has the settings of one way to generate, and the folders that are generated with them.
type run struct {
	runFlags
	folders map[string]bool
}

// runFlags say where decorators are written, and under which build tags.
type runFlags struct {
	out, outName string // as in Config; out is absolute
	tags         string
	target       string
	chosen       bool // it is for the interfaces whose decorator lines name the target and the folder, and not for all
}

// runs are the runs for the folders that were found, if the command line does not say where to write: those of a
// package's own go:generate lines, those that update files which a run with -o has written, and for all others the one
// that writes into the folders of the sources.
type runs struct {
	Config
	all         []*run
	unknown     map[string]bool // folders with a line that cannot be run here: their runs are not known
	diagnostics []diag.Diagnostic
}

// add adds a folder to the run with these flags.
func (r *runs) add(w runFlags, dir string) {
	for _, other := range r.all {
		if other.runFlags == w {
			other.folders[dir] = true
			return
		}
	}
	r.all = append(r.all, &run{w, map[string]bool{dir: true}})
}

// hasRunInto reports whether a run writes a folder's decorators into the folder out.
func (r *runs) hasRunInto(dir, out string) bool {
	return slices.ContainsFunc(r.all, func(run *run) bool { return run.out == out && run.folders[dir] })
}

// planRuns finds out which runs the folders need.
func (c Config) planRuns(folders []*load.Folder) *runs {
	r := &runs{Config: c, unknown: map[string]bool{}}
	hasLines := map[string]bool{}
	for _, f := range folders {
		for _, line := range f.GenerateLines {
			if w, ok := r.flagsOf(f, line); ok {
				r.add(w, f.Dir)
				hasLines[f.Dir] = true
			}
		}
	}
	for _, f := range folders {
		r.addRunsOfTargets(f)
	}
	into := r.addRunsOfWritten(folders)
	for _, f := range folders {
		isBeside := slices.ContainsFunc(f.Generated, func(generated string) bool { return f.Origins[generated] == "" })
		if !hasLines[f.Dir] && !r.unknown[f.Dir] && (isBeside || !into[f.Dir]) {
			r.add(runFlags{tags: c.Tags}, f.Dir)
		}
	}
	return r
}

// addRunsOfTargets adds the runs that decorator lines of a folder ask for: //backoff:decorator target=temporal into=./durable.
func (r *runs) addRunsOfTargets(f *load.Folder) {
	for _, pkg := range f.Packages {
		for _, file := range pkg.Files {
			annotations, _ := pkg.Directives(file)
			if annotations == nil {
				continue
			}
			for _, i := range annotations.Interfaces {
				d := i.Decorator
				if d == nil || d.Target.Text == "" || d.Into.Text == "" {
					continue
				}
				out := filepath.Join(f.Dir, filepath.FromSlash(d.Into.Text))
				if !output.IsWithin(f.Dir, out) {
					r.diagnostics = append(r.diagnostics, diag.Diagnostic{Code: OutsideModule, Pos: pkg.Fset.Position(d.Into.Pos), End: pkg.Fset.Position(d.Into.End), Message: "into leads out of the module: " + out})
					continue
				}
				if !r.hasRunInto(f.Dir, out) {
					r.add(runFlags{out: out, tags: r.Tags, target: d.Target.Text, chosen: true}, f.Dir)
				}
			}
		}
	}
}

// addRunsOfWritten adds runs for the files that -o has written from sources of the same module. It returns the folders
// of these sources.
func (r *runs) addRunsOfWritten(folders []*load.Folder) map[string]bool {
	into := map[string]bool{}
	for _, f := range folders {
		for _, generated := range f.Generated {
			origin := f.Origins[generated]
			if !isThere(f.Dir, origin) {
				continue
			}
			source := filepath.Dir(filepath.Join(f.Dir, filepath.FromSlash(origin)))
			isChosen := func(run *run) bool { return run.chosen && run.out == f.Dir && run.folders[source] }
			if !slices.ContainsFunc(r.all, isChosen) {
				into[source] = true
			}
			if !r.hasRunInto(source, f.Dir) {
				r.add(runFlags{out: f.Dir, tags: r.Tags, target: f.Targets[generated]}, source)
			}
		}
	}
	return into
}

// flagsOf returns the flags of a go:generate line. It reports whether the line generates its own package.
func (r *runs) flagsOf(f *load.Folder, line load.GenerateLine) (runFlags, bool) {
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	out, name, tags := flags.String("o", "", ""), flags.String("pkg", "", ""), flags.String("tags", "", "")
	target := flags.String("target", "", "")
	check, diff := flags.Bool("check", false, ""), flags.Bool("diff", false, "")
	for _, other := range []string{"json", "sarif", "codes", "v", "version"} {
		flags.Bool(other, false, "")
	}
	packages, err := ParseArgs(flags, line.Args)
	others := slices.ContainsFunc(packages, func(p string) bool { return p != "." })
	if *check || *diff || len(packages) > 1 || others || isCommand(line) || errors.Is(err, flag.ErrHelp) {
		return runFlags{}, false // it does something else, or does it to other packages
	}
	wrong := ""
	switch {
	case line.Open:
		wrong = "a quote in it is wrong"
	case err != nil:
		wrong = err.Error()
	case *out == "" && (*name != "" || *target != ""):
		wrong = "it has the flag -pkg or -target, but not -o"
	}
	if wrong != "" {
		r.reportLine(f, diag.Warning, line, "this line is not run, and go generate cannot run it: "+wrong)
		return runFlags{}, false
	}
	w := runFlags{outName: *name, tags: *tags, target: *target}
	if r.Tags != "" {
		w.tags = r.Tags
	}
	if slices.ContainsFunc(line.Args, func(arg string) bool { return strings.Contains(arg, "$") }) {
		r.reportLine(f, diag.Warning, line, "this line is not run here: it has a $, which only go generate expands")
		return runFlags{}, false
	}
	if *out == "" {
		return w, true
	}
	w.out = *out
	if !filepath.IsAbs(w.out) {
		w.out = filepath.Join(f.Dir, filepath.FromSlash(w.out))
	}
	if !output.IsWithin(f.Dir, w.out) {
		r.reportLine(f, diag.Error, line, "-o leads out of the module: "+w.out)
		return runFlags{}, false
	}
	return w, true
}

// isCommand reports whether a line begins with one of the command's verbs, or with a package that is not its own. Verbs have flags of their own.
func isCommand(line load.GenerateLine) bool {
	return len(line.Args) > 0 && line.Args[0] != "." && !strings.HasPrefix(line.Args[0], "-")
}

// ParseArgs reads the command's flags and packages, in any order: after -- there are only packages. The error is that of
// flags.Parse.
func ParseArgs(flags *flag.FlagSet, args []string) (packages []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		rest := flags.Args()
		if read := len(args) - len(rest); len(rest) == 0 || read > 0 && args[read-1] == "--" {
			return append(packages, rest...), nil
		}
		packages, args = append(packages, rest[0]), rest[1:]
	}
}

// reportLine reports a go:generate line that is not run.
func (r *runs) reportLine(f *load.Folder, severity diag.Severity, line load.GenerateLine, message string) {
	r.unknown[f.Dir] = true
	r.diagnostics = append(r.diagnostics, diag.Diagnostic{Severity: severity, Code: BadGenerateLine, Pos: line.Pos, Message: message})
}

// removeUnwritten returns the changes that remove generated files which no run writes any more, since the decorators
// are now written only into other folders.
func (r *runs) removeUnwritten(folders []*load.Folder) ([]output.Change, []diag.Diagnostic) {
	var changes []output.Change
	var ds []diag.Diagnostic
	for _, f := range folders {
		isBeside := func(run *run) bool { return run.out == "" && run.folders[f.Dir] }
		if r.unknown[f.Dir] || diag.HasErrors(f.Diagnostics) || slices.ContainsFunc(r.all, isBeside) {
			continue
		}
		left, err := output.Compare(nil, besideSources{}.superfluous(f, nil))
		changes, ds = append(changes, left...), append(ds, fileErrors(f, err)...)
	}
	return changes, ds
}
