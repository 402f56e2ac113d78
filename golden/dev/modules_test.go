package main

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Every module below the root is tested in one of the three ways, and in one alone, or is compiled by hand.
func TestEveryModuleIsOnOneList(t *testing.T) {
	root, err := repository(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := nested(root)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(found, slices.Sorted(slices.Values(append(all(), byHand...)))); diff != "" {
		t.Errorf("modules below the root, and the lists light, heavy and clients (-found +listed):\n%s", diff)
	}
}

// TestLightModules vets and tests the light modules.
func TestLightModules(t *testing.T) {
	if testing.Short() {
		t.Skip("they download and compile what this module has no need of")
	}
	// What their tests read of the environment is read here too, so that a cached result of this test stands for it.
	t.Logf("BACKOFFGEN_REQUIRE_SERVERS=%q", os.Getenv("BACKOFFGEN_REQUIRE_SERVERS"))
	root, err := repository(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// The same holds for files, since this looks at every one of the repository.
	if _, err := nested(root); err != nil {
		t.Fatal(err)
	}
	for _, module := range light {
		t.Run(module, func(t *testing.T) {
			ctx, flags := t.Context(), []string(nil)
			if deadline, limited := t.Deadline(); limited { // a failure has to be told before this test's own time is up
				var cancel context.CancelFunc
				ctx, cancel = context.WithDeadline(ctx, deadline.Add(-20*time.Second))
				defer cancel()
				left := time.Until(deadline) - 30*time.Second
				flags = append(flags, "-timeout="+max(left, time.Second).Round(time.Second).String())
			}
			if err := testModule(module, flags...).run(ctx, root, t.Output()); err != nil {
				t.Fatal(err)
			}
		})
	}
}
