package generator

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestEveryKeyIsCompiled: the package that is generated for each key has the value, prints it, and takes it from JSON and the
// environment where its method's annotation does not have it.
func TestEveryKeyIsCompiled(t *testing.T) {
	if testing.Short() {
		t.Skip("what is generated is compiled and run")
	}
	dir, cases := keyCases(t)
	if result, err := Run(t.Context(), Config{Dir: dir, Env: offline(), Patterns: []string{"./..."}}); err != nil || len(result.Changes) != 2*len(cases) {
		t.Fatalf("there are %d generated files for %d keys (error %v)", len(result.Changes), len(cases), err)
	}
	var imports, calls strings.Builder
	for i, c := range cases {
		fmt.Fprintf(&imports, "\twith%d \"example.com/m/%s/with\"\n\tbare%[1]d \"example.com/m/%[2]s/bare\"\n", i, c.Name)
		fmt.Fprintf(&calls, "\twith%d, bare%[1]d, changed%[1]d := with%[1]d.DefaultStorePolicies(), bare%[1]d.DefaultStorePolicies(), bare%[1]d.DefaultStorePolicies()\n", i)
		value := c.text
		if !c.IsNumber() {
			value = strconv.Quote(value)
		}
		fmt.Fprintf(&calls, "\tshow(%q, %q, %q, with%d.Fetch, &bare%[4]d, bare%[4]d.Named(), changed%[4]d.Named())\n", c.Name, c.text, value, i)
	}
	program := `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	backoff "` + modulePath + `/runtime"
` + imports.String() + `)

func main() {
` + calls.String() + `	json.NewEncoder(os.Stdout).Encode(all)
}

var all = map[string]map[string]string{}

func show(key, text, value string, with backoff.Policy, policies any, byJSON, byEnviron backoff.NamedPolicies) {
	errJSON := json.Unmarshal([]byte("{\"Fetch\": {\"" + key + "\": " + value + "}}"), policies)
	errEnviron := backoff.UnmarshalEnviron([]string{"BACKOFF_STORE_FETCH_" + strings.ToUpper(key) + "=" + text}, byEnviron)
	all[key] = map[string]string{
		"String": with.String(),
		"JSON": byJSON.Methods[0].Policy.String(), "error of JSON": fmt.Sprint(errJSON),
		"environment": byEnviron.Methods[0].Policy.String(), "error of environment": fmt.Sprint(errEnviron),
	}
}
`
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(program), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "run", ".")
	cmd.Dir, cmd.Env = dir, offline()
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	var all map[string]map[string]string
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		got := all[c.Name]
		if c.Field == "" {
			continue // the generated method has it, not its policy
		}
		want := " " + c.Name + "="
		if c.IsData() {
			want += c.text + " "
		}
		if !strings.Contains(" "+got["String"]+" ", want) {
			t.Errorf("String: the compiled policy is %q, without%s", got["String"], want)
		}
		for _, from := range []string{"JSON", "environment"} {
			if has := strings.Contains(" "+got[from]+" ", want); c.Configurable && !has {
				t.Errorf("%s: after %s=%s the policy is %q (error %s)", from, c.Name, c.text, got[from], got["error of "+from])
			}
			if !c.Configurable && got["error of "+from] == "<nil>" {
				t.Errorf("%s: %s is accepted, although it stays as annotated", from, c.Name)
			}
		}
	}
}
