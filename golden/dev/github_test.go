package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The workflows on GitHub run what .ci/run does: the same tests, the same fuzzers and the same version of staticcheck.
func TestWorkflowRunsWhatContinuousIntegrationDoes(t *testing.T) {
	script, workflow := file(t, ".ci/run"), file(t, ".github/workflows/ci.yml")
	commands := regexp.MustCompile(`go (?:run honnef\.co/go/tools/cmd/staticcheck@\S+|run \./cmd/backoffgen -check .+|run \./golden/dev (?:heavy|api|fuzz \S+)|test \./\.\.\.|test -race -short -timeout 30m \./\.\.\.|vet \./\.\.\.)`)
	found := commands.FindAllString(script, -1)
	if len(found) < 8 {
		t.Errorf("of .ci/run's commands only %q are known here", found)
	}
	for _, command := range found {
		if !strings.Contains(workflow, command) {
			t.Errorf("the workflow does not run %q", command)
		}
	}
}

// Dependabot looks after every module.
func TestDependabotKnowsEveryModule(t *testing.T) {
	config := file(t, ".github/dependabot.yml")
	for _, module := range all() {
		if !strings.Contains(config, "\n      - /"+module+"\n") {
			t.Errorf("dependabot.yml does not have /%s", module)
		}
	}
}

func file(t *testing.T, path string) string {
	t.Helper()
	root, err := repository(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
