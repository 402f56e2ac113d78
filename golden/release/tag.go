package release

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/mod/semver"
)

// Tag tags the commit that is checked out with the version that its go.mod files name: once for the root, and once for
// each released module below it. It returns the tags, and makes none of them unless the tree is committed, CHANGELOG.md has
// a heading for the version, and no tag of a release is as new.
func Tag(ctx context.Context, root string) ([]string, error) {
	modules, err := Modules(ctx, root)
	if err != nil {
		return nil, err
	}
	version, err := Version(modules)
	if err != nil {
		return nil, err
	}
	if err := isReady(ctx, root, version); err != nil {
		return nil, err
	}
	var tags []string
	for _, m := range modules {
		if m.IsReleased() {
			tags = append(tags, m.Tag(version))
		}
	}
	for i, tag := range tags {
		if _, err := Git(ctx, root, "tag", "--annotate", "--message", tag, tag); err != nil {
			if i > 0 { // all or none: a root without its modules is what nobody can take back
				if _, undone := Git(ctx, root, append([]string{"tag", "--delete"}, tags[:i]...)...); undone != nil {
					return nil, fmt.Errorf("%w; %w", err, undone)
				}
			}
			return nil, err
		}
	}
	return tags, nil
}

// isReady reports what keeps the commit that is checked out from being released as version.
func isReady(ctx context.Context, root, version string) error {
	changed, err := Git(ctx, root, "status", "--porcelain")
	switch {
	case err != nil:
		return err
	case changed != "":
		return fmt.Errorf("commit first:\n%s", changed)
	}
	changelog, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return err
	}
	if !regexp.MustCompile(`(?m)^## ` + regexp.QuoteMeta(version) + `\b`).Match(changelog) {
		return fmt.Errorf("CHANGELOG.md has no heading %q", "## "+version)
	}
	if err := isKept(root, version); err != nil {
		return err
	}
	tags, err := Git(ctx, root, "tag", "--list", "v*")
	if err != nil {
		return err
	}
	for tag := range strings.FieldsSeq(tags) {
		if semver.Compare(tag, version) >= 0 {
			return fmt.Errorf("%s is released; go run ./golden/dev version makes the go.mod files name the next one", tag)
		}
	}
	return nil
}
