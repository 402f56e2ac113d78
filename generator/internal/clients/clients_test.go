package clients

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// TestEveryClassIsFilledOrExplained: a class without an error says why, and one that has errors does not.
func TestEveryClassIsFilledOrExplained(t *testing.T) {
	for _, c := range All() {
		for _, class := range Classes() {
			filled := slices.ContainsFunc(c.Rules, func(r Rule) bool { return r.Class == class })
			switch reason := c.Empty[class]; {
			case filled && reason != "":
				t.Errorf("@%s.%s is not empty, and says why it is: %s", c.Name, class, reason)
			case !filled && reason == "":
				t.Errorf("@%s.%s is empty, and does not say why", c.Name, class)
			}
		}
		for class := range c.Empty {
			if !slices.Contains(Classes(), class) {
				t.Errorf("@%s.%s is not a class", c.Name, class)
			}
		}
	}
}

// TestEveryClientIsThere has the names that annotations may use.
func TestEveryClientIsThere(t *testing.T) {
	want := strings.Fields("net http grpc connect pgx pq mysql sqlite sqlite3 redis aws gcp azure k8s sarama kafkago franz nats mongo elastic etcd gocql " +
		"clickhouse temporal")
	if got := Names(); !slices.Equal(got, want) {
		t.Errorf("the clients are %q, want %q", got, want)
	}
}

// TestEveryLineHasASource: no line of the table is hearsay.
func TestEveryLineHasASource(t *testing.T) {
	fileAndLine := regexp.MustCompile(`^[\w./]+\.(go|md|json):[0-9]+$`)
	for _, c := range All() {
		said := func(what, text, source string, proof Proof) {
			t.Helper()
			if text == "" {
				t.Errorf("%s: %s is not told", c.Name, what)
			}
			if source == "" {
				t.Errorf("%s: %s has no source: %s", c.Name, what, text)
			}
			for part := range strings.SplitSeq(source, "; ") {
				if places, version, ok := strings.Cut(part, "@"); ok {
					if version != goVersion && !slices.ContainsFunc(c.Modules, func(m Module) bool { return m.Version == version }) {
						t.Errorf("%s: %s is of a version that was not read: %s", c.Name, what, part)
					}
					for place := range strings.SplitSeq(places, ", ") {
						if !fileAndLine.MatchString(place) {
							t.Errorf("%s: %s is not a file and a line: %s", c.Name, what, part)
						}
					}
				} else if strings.Contains(part, ".go:") {
					t.Errorf("%s: %s does not say of which version: %s", c.Name, what, part)
				}
			}
			if proof != Read && proof != Run {
				t.Errorf("%s: %s is neither read nor run: %s", c.Name, what, text)
			}
		}
		for _, r := range c.Rules {
			said("a rule", r.Words, r.Source, r.Proof)
			if r.Promise == "" {
				t.Errorf("%s: a rule does not say what it rests on: %s", c.Name, r.Words)
			}
			if r.Class == Never && len(r.Excludes) == 0 {
				t.Errorf("%s: a rule is for nothing: %s", c.Name, r.Words)
			}
		}
		for _, r := range c.Responses {
			said("a response", r.Words, r.Source, r.Proof)
		}
		said("retries by itself", c.Retries.Text, c.Retries.Source, c.Retries.Proof)
		said("switching it off", c.Off.Text, c.Off.Source, c.Off.Proof)
		said("the server's hint", c.Hint.Text, c.Hint.Source, c.Hint.Proof)
		for _, fact := range c.Beware {
			said("beware", fact.Text, fact.Source, fact.Proof)
		}
		if !strings.HasPrefix(c.Start, "//backoff:policy ") || !strings.Contains(c.Start, "errors=@"+c.Name) {
			t.Errorf("%s: the policy to start from is %q", c.Name, c.Start)
		}
		if c.Title == "" {
			t.Errorf("%s has no title", c.Name)
		}
		for _, m := range c.Modules {
			if !strings.HasPrefix(m.Version, "v") {
				t.Errorf("%s was read in %s at %q", c.Name, m.Path, m.Version)
			}
		}
	}
}

// TestTrials: each folder below testdata/trials is that of a client, which says what was seen there.
func TestTrials(t *testing.T) {
	told := map[string]bool{}
	for _, c := range All() {
		if c.Tried.Text != "" {
			told[strings.TrimPrefix(c.Tried.Source, trials)] = true
		}
	}
	folders, err := os.ReadDir(filepath.Join("..", "..", "..", trials))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if !told[folder.Name()] {
			t.Errorf("no client tells of %s%s", trials, folder.Name())
		}
		delete(told, folder.Name())
	}
	for folder := range told {
		t.Errorf("there is no %s%s", trials, folder)
	}
}

func TestLookup(t *testing.T) {
	for _, name := range Names() {
		if c, ok := Lookup(name); !ok || c.Name != name {
			t.Errorf("Lookup(%q) is %q, %t", name, c.Name, ok)
		}
	}
	if _, ok := Lookup("oracle"); ok {
		t.Error("a client was found that is not there")
	}
}

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{
		"htp": "http", "HTTP": "http", "nett": "net", "https": "http", "oracle": "",
	} {
		if got := Nearest(name); got != want {
			t.Errorf("Nearest(%q) is %q, want %q", name, got, want)
		}
	}
	also := map[string]string{}
	for _, c := range All() {
		for _, other := range c.Also {
			if other != keys.Fold(other) {
				t.Errorf("%s is not folded", other)
			}
			if _, ok := Lookup(other); ok || also[other] != "" {
				t.Errorf("%s is another client, too", other)
			}
			also[other] = c.Name
		}
	}
	if got := NearestClass("throtled"); got != Throttled {
		t.Errorf("NearestClass is %q", got)
	}
}
