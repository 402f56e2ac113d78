package clients

import "slices"

// k8sClient is Kubernetes through client-go.
func k8sClient() Client {
	module, client := Module{"k8s.io/apimachinery", "v0.37.2"}, Module{"k8s.io/client-go", "v0.37.2"}
	apierrors, utilnet := Package{"k8s.io/apimachinery/pkg/api/errors", "apierrors"}, Package{"k8s.io/apimachinery/pkg/util/net", "utilnet"}
	call := func(p Package, class Class, name, words, promise, place string) Rule {
		return Rule{Class: class, Match: p.call(name), Words: words, Promise: promise, Source: module.at(place), Proof: Run}
	}
	const lost = "the connection ended after something may have been sent"
	return Client{
		Name:    "k8s",
		Also:    []string{"kubernetes", "clientgo", "kube"},
		Title:   "Kubernetes through client-go",
		Modules: []Module{module, client},
		Rules: slices.Concat(neverReached(), []Rule{
			notDialed(),
			call(utilnet, Unsent, "IsConnectionRefused", "the connection was refused", "without a connection nothing is sent", "pkg/util/net/util.go:57"),
			call(apierrors, Throttled, "IsTooManyRequests", "429: too many requests, or a disruption budget that is used up",
				"a client may always retry the request that led to this error, says the status's comment", "pkg/api/errors/errors.go:725, pkg/apis/meta/v1/types.go:1012"),
			call(apierrors, Conflict, "IsConflict", "409: the object has another resource version by now",
				"the server has not changed the object; get it again", "pkg/api/errors/errors.go:548"),
			call(apierrors, Unknown, "IsServerTimeout", "500 ServerTimeout: the action could not be completed in time",
				"the store may have carried it out", "pkg/api/errors/errors.go:703"),
			call(apierrors, Unknown, "IsTimeout", "504 Timeout", "clients may retry, but the operation may still complete, says the error's comment",
				"pkg/api/errors/errors.go:689, pkg/api/errors/errors.go:399"),
			call(apierrors, Unknown, "IsServiceUnavailable", "503: a proxy of the API server's, too, answers so when a connection breaks",
				"the service behind it may have handled the request", "pkg/api/errors/errors.go:634"),
			call(apierrors, Unknown, "IsInternalError", "500 InternalError", "the outcome of the call is unknown, says the status's comment",
				"pkg/api/errors/errors.go:711, pkg/apis/meta/v1/types.go:1050"),
			call(utilnet, Unknown, "IsConnectionReset", "the connection was reset", lost, "pkg/util/net/util.go:43"),
			call(utilnet, Unknown, "IsProbableEOF", "the connection ended, by the texts of net/http too", lost, "pkg/util/net/http.go:79"),
			call(utilnet, Unknown, "IsHTTP2ConnectionLost", "the HTTP/2 connection was lost", lost, "pkg/util/net/util.go:52"),
		}, connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{Transient: "no answer of an API server says that nothing was done, but for 429"},
		Retries: Fact{
			Text:   "Yes: up to ten times where 429 or a 5xx carries Retry-After, whatever the verb, and GET also after the connection was lost.",
			Source: client.at("rest/request.go:167, rest/with_retry.go:148, rest/with_retry.go:309"), Proof: Run,
		},
		Repeats: true,
		Off: Fact{
			Text:   "(*rest.Request).MaxRetries(0); typed clients have no option.",
			Source: client.at("rest/request.go:487"), Proof: Read,
		},
		Hint: Fact{
			Text:   "apierrors.SuggestsClientDelay(err), in seconds.",
			Source: module.at("pkg/api/errors/errors.go:791"), Proof: Read,
		},
		Beware: []Fact{{
			Text:   "A conflict needs the object to be read again: annotate the method that reads, changes and writes it, or use retry.RetryOnConflict inside.",
			Source: module.at("pkg/apis/meta/v1/types.go:949"), Proof: Read,
		}, {
			Text:   "A Create that is repeated after its answer was lost ends with AlreadyExists, which is no class: it may be this call's own object.",
			Source: module.at("pkg/api/errors/errors.go:542"), Proof: Read,
		}},
		Tried: tried("k8s",
			"A server that answers as Kubernetes does, through a typed client: twelve statuses, an answer that was lost, a server that was away, a time-out. 10,000 Create while connections broke and one in ten was throttled."),
		Start: "//backoff:policy deadline=1m pause=100ms multiplier=2 max_pause=5s jitter=full max_tries=5 errors=@k8s idempotent=yes",
	}
}
