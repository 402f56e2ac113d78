package scripted_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/update"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler)) // which is told of panics that nobody else is told of
	goleak.VerifyTestMain(m)
}

// seedVariable is the environment variable with the seed of the calls; without it they are the same each time.
const seedVariable = "BACKOFFGEN_MODEL_SEED"

// What the engine does in calls under random policies, of callees that do random things, is what the rules say.
func TestAsTheModelSays(t *testing.T) {
	seed := uint64(1)
	if text := os.Getenv(seedVariable); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	const parts = 10
	calls := uint64(10_000)
	if testing.Short() {
		calls = 500
	}
	for part := range uint64(parts) {
		t.Run(fmt.Sprint(part), func(t *testing.T) {
			t.Parallel()
			for n := part * calls; n < (part+1)*calls; n++ {
				c := randomCall(seed, n)
				if difference(t, c, later) == "" {
					continue
				}
				c = shrink(t, c, later)
				t.Fatalf("%s=%d: in call %d the engine does not do what the model says (-model +engine):\n%s\nThis is a test when it is put into testdata:\n\n%s",
					seedVariable, seed, n, difference(t, c, later), txtar.Format(archive(t, c)))
			}
		})
	}
}

// Calls in which the engine and the model once differed.
func TestOnceDifferent(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no calls in testdata (error: %v)", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) == 0 {
				t.Fatalf("there is no call (error: %v)", err)
			}
			c := new(model.Call)
			if err := json.Unmarshal(a.Files[0].Data, c); err != nil {
				t.Fatal(err)
			}
			now := archive(t, c)
			now.Comment = a.Comment
			if update.Wanted() {
				if err := os.WriteFile(file, txtar.Format(now), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(a, now); diff != "" {
				t.Errorf("the model says something else than the file (-file +model):\n%s", diff)
			}
			for _, after := range []time.Duration{atOnce, later} {
				if diff := difference(t, c, after); diff != "" {
					t.Errorf("the engine does not do what the model says after %v (-model +engine):\n%s", after, diff)
				}
			}
		})
	}
}

// difference is that of what the model and the engine say of a call after so long a time. A call of which the rules do not say what
// happens, since two things happen in it at one instant, has none, and neither has one whose policy is invalid.
func difference(t *testing.T, c *model.Call, after time.Duration) string {
	want, _, unclear := model.Run(c)
	if unclear != "" {
		return ""
	}
	got, err := play(t, c, after)
	if err != nil {
		return ""
	}
	return cmp.Diff(want.String(), got.String())
}

// archive returns a call and what happens in it.
func archive(t *testing.T, c *model.Call) *txtar.Archive {
	text, err := json.MarshalIndent(c, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	want, _, _ := model.Run(c)
	return &txtar.Archive{Files: []txtar.File{{Name: "call.json", Data: append(text, '\n')}, {Name: "want", Data: []byte(want.String())}}}
}
