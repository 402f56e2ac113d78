package clients

import "slices"

// elasticClient is Elasticsearch.
func elasticClient() Client {
	module, transport := Module{"github.com/elastic/go-elasticsearch/v9", "v9.5.2"}, Module{"github.com/elastic/elastic-transport-go/v8", "v8.9.0"}
	types := Package{"github.com/elastic/go-elasticsearch/v9/typedapi/types", "types"}
	statuses := func(values ...string) Match {
		return As{Type: types.pointer("ElasticsearchError"), Where: []Condition{{Field: "Status", In: Package{"net/http", "http"}.values(values...)}}}
	}
	return Client{
		Name:    "elastic",
		Also:    []string{"elasticsearch", "goelasticsearch"},
		Title:   "Elasticsearch through its typed API",
		Modules: []Module{module, transport},
		Rules: slices.Concat(neverReached(), []Rule{notDialed(), {
			Class: Throttled, Match: statuses("StatusTooManyRequests"),
			Words:   "429: a queue or a circuit breaker is full",
			Promise: "the node rejects the request",
			Source:  module.at("typedapi/types/elasticsearcherror.go:31") + "; Elasticsearch guide, rejected requests", Proof: Run,
		}, {
			Class: Conflict, Match: statuses("StatusConflict"),
			Words:   "409: the document has another version by now",
			Promise: "the document was not written; get it again",
			Source:  "Elasticsearch guide, optimistic concurrency control", Proof: Run,
		}, {
			Class: Unknown, Match: statuses("StatusBadGateway", "StatusServiceUnavailable", "StatusGatewayTimeout"),
			Words:   "502, 503 and 504",
			Promise: "a part of the shards, or what is behind a gateway, may have handled the request",
			Source:  transport.at("elastictransport/elastictransport.go:47"), Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{Transient: "no status says that nothing was done, beside throttled"},
		Retries: Fact{
			Text:   "Yes: three times, at once, on 502, 503 and 504 and every error of the connection, POST too; not on 429.",
			Source: transport.at("elastictransport/elastictransport.go:46, elastictransport/elastictransport.go:456"), Proof: Read,
		},
		Repeats: true,
		Off:     Fact{Text: "Config.DisableRetry: true.", Source: transport.at("elastictransport/elastictransport.go:84"), Proof: Read},
		Hint:    Fact{Text: "The response's Retry-After, which the error does not carry.", Source: module.at("typedapi/types/elasticsearcherror.go:31"), Proof: Read},
		Beware: []Fact{{
			Text:   "The low-level API returns no error for a status: ask its response's IsError(), by retry_result, or return one from the method that is annotated.",
			Source: module.at("esapi/esapi.response.go:93"), Proof: Read,
		}, {
			Text:   "A bulk request answers 200, with an error for each item that failed.",
			Source: "Elasticsearch guide, bulk API", Proof: Read,
		}},
		Start: "//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=5s jitter=full max_tries=4 errors=@elastic idempotent=no",
	}
}
