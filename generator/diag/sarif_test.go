package diag_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// sarifSample is a log with all that one may have.
func sarifSample(t *testing.T) (log diag.SARIFLog, outside string) {
	t.Helper()
	ds, dir, outside := sample(t)
	// The first diagnostic is in column 7 of a line whose fourth to sixth bytes are one character.
	return diag.SARIFLog{
		Version: "v1.2.3", Dir: dir, Diagnostics: ds,
		Rules: []diag.Rule{{Code: "unused", Meaning: "x"}, {Code: "unknown-key", Meaning: "no such key", Remedy: "write another", Law: "1.11"}},
		Page:  func(r diag.Rule) string { return "https://example.com/#" + r.Law },
		ReadFile: func(name string) ([]byte, error) {
			if name == outside {
				return nil, fs.ErrNotExist
			}
			return []byte("\n\n//…xyz\n"), nil
		},
	}, outside
}

func write(t *testing.T, log diag.SARIFLog) string {
	t.Helper()
	var b strings.Builder
	if err := log.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Rule 2.11: a log of SARIF has each diagnostic with its rule, its place, other places and what would mend it; columns are
// counted in UTF-16 code units.
func TestWriteSARIF(t *testing.T) {
	log, outside := sarifSample(t)
	log.Diagnostics[1].Code = ""
	var got struct{ Runs []map[string]any }
	if err := json.Unmarshal([]byte(write(t, log)), &got); err != nil {
		t.Fatal(err)
	}
	var want map[string]any
	address := (&url.URL{Scheme: "file", Path: outside}).String()
	if err := json.Unmarshal(fmt.Appendf(nil, `{
		"tool": {"driver": {
			"name": "backoffgen", "version": "v1.2.3", "informationUri": "https://github.com/backoffgen/backoffgen",
			"rules": [{
				"id": "unknown-key", "shortDescription": {"text": "no such key"}, "help": {"text": "write another"},
				"helpUri": "https://example.com/#1.11", "defaultConfiguration": {"level": "error"}
			}]
		}},
		"invocations": [{"executionSuccessful": true}],
		"columnKind": "utf16CodeUnits",
		"results": [{
			"ruleId": "unknown-key", "ruleIndex": 0, "level": "error", "message": {"text": "want a <b> (do it)"},
			"locations": [{"physicalLocation": {
				"artifactLocation": {"uri": "..a.go", "uriBaseId": "%%SRCROOT%%"},
				"region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 7}
			}}],
			"relatedLocations": [{
				"id": 1, "message": {"text": "first here"},
				"physicalLocation": {"artifactLocation": {"uri": %[1]q}, "region": {"startLine": 1, "startColumn": 2}}
			}],
			"fixes": [{"description": {"text": "write it"}, "artifactChanges": [{
				"artifactLocation": {"uri": "..a.go", "uriBaseId": "%%SRCROOT%%"},
				"replacements": [{
					"deletedRegion": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 7}, "insertedContent": {"text": "xy"}
				}]
			}]}]
		}, {
			"level": "warning", "message": {"text": "odd"},
			"locations": [{"physicalLocation": {"artifactLocation": {"uri": %[1]q}, "region": {"startLine": 1, "startColumn": 2}}}]
		}]
	}`, address), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]map[string]any{want}, got.Runs); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
}

// What failed as a whole is a notification, not a result; a log without diagnostics has an empty list of results, which says
// that there are none.
func TestWriteSARIFOfNothing(t *testing.T) {
	got := write(t, diag.SARIFLog{Failed: errors.New("no such package\n::no command")})
	for _, want := range []string{`"results": []`, `"rules": []`, `"executionSuccessful": false`, `"text": "no such package\n\\x3a:no command"`} {
		if !strings.Contains(got, want) {
			t.Errorf("the log has no %s:\n%s", want, got)
		}
	}
	if err := (diag.SARIFLog{}).Write(brokenPipe{}); !errors.Is(err, errPipe) {
		t.Errorf("Write: %v", err)
	}
}

// sarifObjects are the objects of the published schema of SARIF 2.1.0 that a log here may have: which members each must have,
// and which of those that it may have are used; of a member that is an object, or a list of objects, the name of that object.
var sarifObjects = map[string]struct {
	required []string
	members  map[string]string
}{
	"sarifLog":         {[]string{"version", "runs"}, map[string]string{"$schema": "uri", "version": "2.1.0", "runs": "run"}},
	"run":              {[]string{"tool"}, map[string]string{"tool": "tool", "invocations": "invocation", "columnKind": "utf16CodeUnits unicodeCodePoints", "results": "result"}},
	"tool":             {[]string{"driver"}, map[string]string{"driver": "toolComponent"}},
	"toolComponent":    {[]string{"name"}, map[string]string{"name": "", "version": "", "informationUri": "uri", "rules": "reportingDescriptor"}},
	"invocation":       {[]string{"executionSuccessful"}, map[string]string{"executionSuccessful": "bool", "toolExecutionNotifications": "notification"}},
	"notification":     {[]string{"message"}, map[string]string{"level": "none note warning error", "message": "message"}},
	"message":          {[]string{"text"}, map[string]string{"text": ""}},
	"result":           {[]string{"message"}, map[string]string{"ruleId": "", "ruleIndex": "from 0", "level": "none note warning error", "message": "message", "locations": "location", "relatedLocations": "location", "fixes": "fix"}},
	"location":         {nil, map[string]string{"id": "from 0", "physicalLocation": "physicalLocation", "message": "message"}},
	"physicalLocation": {[]string{"artifactLocation"}, map[string]string{"artifactLocation": "artifactLocation", "region": "region"}},
	"artifactLocation": {nil, map[string]string{"uri": "uri", "uriBaseId": ""}},
	"region":           {nil, map[string]string{"startLine": "from 1", "startColumn": "from 1", "endLine": "from 1", "endColumn": "from 1"}},
	"fix":              {[]string{"artifactChanges"}, map[string]string{"description": "message", "artifactChanges": "artifactChange"}},
	"artifactChange":   {[]string{"artifactLocation", "replacements"}, map[string]string{"artifactLocation": "artifactLocation", "replacements": "replacement"}},
	"replacement":      {[]string{"deletedRegion"}, map[string]string{"deletedRegion": "region", "insertedContent": "message"}},

	"reportingDescriptor":    {[]string{"id"}, map[string]string{"id": "", "shortDescription": "message", "help": "message", "helpUri": "uri", "defaultConfiguration": "reportingConfiguration"}},
	"reportingConfiguration": {nil, map[string]string{"level": "none note warning error"}},
}

// The published schema refuses members that it does not know, so these tests do, too.
func TestSARIFIsAsItsSchemaWantsIt(t *testing.T) {
	log, _ := sarifSample(t)
	for _, failed := range []error{nil, errors.New("failed")} {
		log.Failed = failed
		var value any
		if err := json.Unmarshal([]byte(write(t, log)), &value); err != nil {
			t.Fatal(err)
		}
		checkSARIF(t, "sarifLog", value)
	}
}

func checkSARIF(t *testing.T, kind string, value any) {
	t.Helper()
	if list, ok := value.([]any); ok {
		for _, v := range list {
			checkSARIF(t, kind, v)
		}
		return
	}
	object, isObject := sarifObjects[kind]
	if !isObject {
		checkSARIFValue(t, kind, value)
		return
	}
	members, ok := value.(map[string]any)
	if !ok {
		t.Errorf("%v is not a %s", value, kind)
		return
	}
	for _, name := range object.required {
		if _, ok := members[name]; !ok {
			t.Errorf("a %s has no %s", kind, name)
		}
	}
	for name, v := range members {
		of, known := object.members[name]
		if !known {
			t.Errorf("a %s has a %s", kind, name)
			continue
		}
		checkSARIF(t, of, v)
	}
}

// checkSARIFValue checks what is not an object: text, an address, one of several words, a number from another one on.
func checkSARIFValue(t *testing.T, kind string, value any) {
	t.Helper()
	ok := false
	switch v := value.(type) {
	case bool:
		ok = kind == "bool"
	case float64:
		ok = kind == "from 0" && v >= 0 || kind == "from 1" && v >= 1
	case string:
		_, err := url.Parse(v)
		ok = kind == "" || kind == "uri" && err == nil || slices.Contains(strings.Fields(kind), v)
	}
	if !ok {
		t.Errorf("%v is not as the schema wants it: %q", value, kind)
	}
}
