package main

import (
	"context"
	"errors"
	"os"
)

// testHeavy tests the heavy modules one after the other, all of them even if some fail. Their downloads and
// compilations do not count against the time limit of a test.
func testHeavy(ctx context.Context, root string) error {
	var failed []error
	for _, module := range heavy {
		failed = append(failed, testModule(module).run(ctx, root, os.Stdout))
	}
	return errors.Join(failed...)
}
