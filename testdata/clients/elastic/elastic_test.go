package elastic

import (
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
