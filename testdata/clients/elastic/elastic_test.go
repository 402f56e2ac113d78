package elastic

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/elastic/go-elasticsearch/v9/typedapi/types"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

func TestElastic(t *testing.T) {
	status := func(status int) error { return &types.ElasticsearchError{Status: status} }
	classcheck.Test(t, elasticClasses(), append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(status(429), "throttled"),
		classcheck.In(status(409), "conflict"),
		classcheck.In(status(502), "unknown"),
		classcheck.In(status(503), "unknown"),
		classcheck.In(status(504), "unknown"),
		classcheck.In(status(400)),
		classcheck.In(status(404)),
	)...)
}

// Every status is of the class that the table says, whatever is around the error.
func TestElasticStatuses(t *testing.T) {
	classOf := map[int]string{429: "throttled", 409: "conflict", 502: "unknown", 503: "unknown", 504: "unknown"}
	for status := range 1000 {
		err := fmt.Errorf("searching: %w", errors.Join(io.ErrNoProgress, &types.ElasticsearchError{Status: status}))
		for class, is := range elasticClasses() {
			want := classOf[status] != "" && slices.Contains(strings.Split(class, ","), classOf[status])
			if got := is(err); got != want {
				t.Errorf("%d is %s: %t", status, class, got)
			}
		}
	}
}
