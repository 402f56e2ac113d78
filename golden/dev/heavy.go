package main

import (
	"context"
	"errors"
	"os"
)

// testHeavy tests the heavy modules one after the other, all of them also when some fail. Their downloads and what they
// compile count against no test's time.
func testHeavy(ctx context.Context, root string) error {
	var failed []error
	for _, module := range heavy {
		failed = append(failed, testModule(module).run(ctx, root, os.Stdout))
	}
	return errors.Join(failed...)
}
