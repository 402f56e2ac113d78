package load

import (
	"bytes"
	"context"
	"errors"
	"time"
)

// Export data is what the compiler leaves behind, and the go command compiles whatever has none yet. That is the fastest
// way to types when little is to be compiled, and by far the slowest when the build cache is empty. What would have to
// be compiled is not known beforehand, and asking costs as much as an answer when nothing has: so it is asked only
// after a while.
const (
	exportDelay = 600 * time.Millisecond
	maxToBuild  = 20 // packages; so many are compiled sooner than read from source with all that they import
)

var errColdCache = errors.New("the build cache has no export data")

// loadExported loads the types of the packages of these paths from export data.
func (l *loader) loadExported(paths []string) *typeSet {
	e, err := l.exportUnlessCold(paths)
	if err != nil {
		l.Logf("loading export data: %v", err)
		e = newTypeSet()
		for _, path := range paths {
			e.missing[path] = err
		}
	}
	return e
}

// exportUnlessCold loads export data, and gives up with errCold when that takes long because much has to be compiled.
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
		cancel(nil) // the watcher's answer is of no use any more
	} else if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	<-watched
	return e, err
}

// toBuild returns how many of the packages of these paths, and of those that they import, have not been compiled. It
// returns 0 when that cannot be found out.
func (l *loader) toBuild(ctx context.Context, paths []string) int {
	out, err := l.goList(ctx, []string{"-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}"}, paths)
	if err != nil {
		return 0
	}
	return bytes.Count(out, []byte("\n"))
}
