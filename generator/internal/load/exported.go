package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"
)

// Export data comes from the compiler, and the go command compiles whatever has none yet. Reading it is the fastest way
// to get types when little has to be compiled, and by far the slowest when the build cache is empty. Asking how much
// has to be compiled takes as long as loading when all is compiled already. So the question is only asked when loading
// takes longer than exportDelay.
const (
	exportDelay = 600 * time.Millisecond
	maxToBuild  = 20 // packages; to compile so many is faster than to read them and their imports from source
)

var (
	errColdCache = errors.New("the build cache has no export data")
	errNotAsked  = errors.New("export data was not loaded") // so that nothing is known of a package
)

// loadExported loads the types of the packages of these paths from export data.
func (l *loader) loadExported(paths []string) *typeSet {
	e, err := l.exportUnlessCold(paths)
	if err != nil {
		l.Logf("loading export data: %s", oneLine(err.Error()))
		e = newTypeSet()
		for _, path := range paths {
			e.missing[path] = fmt.Errorf("%w: %w", errNotAsked, err)
		}
	}
	return e
}

// exportUnlessCold loads export data. It gives up with errColdCache if that takes long because much has to be compiled.
func (l *loader) exportUnlessCold(paths []string) (*typeSet, error) {
	ctx, cancel := context.WithCancelCause(l.ctx)
	defer cancel(nil)
	done := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-done:
		case <-time.After(l.exportDelay):
			if l.toBuild(ctx, paths) > maxToBuild {
				cancel(errColdCache)
			}
		}
	}()
	e, err := l.loadExportData(ctx, paths)
	close(done)
	if err == nil {
		cancel(nil) // nobody needs the answer about the build any more
	} else if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	<-watched
	return e, err
}

// toBuild returns how many of the packages of these paths and of their dependencies have not been compiled. It returns
// 0 if that cannot be found out.
func (l *loader) toBuild(ctx context.Context, paths []string) int {
	out, err := l.goList(ctx, []string{"-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}"}, paths)
	if err != nil {
		return 0
	}
	return bytes.Count(out, []byte("\n"))
}
