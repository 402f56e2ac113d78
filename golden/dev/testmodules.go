package main

import (
	"context"
	"errors"
	"os"
)

// testModules tests modules one after the other, all of them even if some fail. Their downloads and
// compilations do not count against the time limit of a test.
func testModules(ctx context.Context, root string, modules []string) error {
	var failed []error
	for _, module := range modules {
		failed = append(failed, testModule(module).run(ctx, root, os.Stdout))
	}
	return errors.Join(failed...)
}
