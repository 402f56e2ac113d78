package clients

import "slices"

// gcpClient is Google Cloud through googleapi and gax.
func gcpClient() Client {
	module, gax := Module{"google.golang.org/api", "v0.313.0"}, Module{"github.com/googleapis/gax-go/v2", "v2.27.0"}
	googleapi, http := Package{"google.golang.org/api/googleapi", "googleapi"}, Package{"net/http", "http"}
	codes, status := Package{"google.golang.org/grpc/codes", "codes"}, Package{"google.golang.org/grpc/status", "status"}
	statuses := func(names ...string) Match {
		return As{Type: googleapi.pointer("Error"), Where: []Condition{{Field: "Code", In: http.values(names...)}}}
	}
	code := func(names ...string) Match {
		return Expr{Text: "%s(err)", Names: status.all("Code"), In: codes.values(names...)}
	}
	return Client{
		Name:    "gcp",
		Also:    []string{"google", "googleapi", "googlecloud", "gax", "storage", "firestore", "pubsub"},
		Title:   "Google Cloud through googleapi and gax",
		Modules: []Module{module, gax, {"google.golang.org/grpc", "v1.85.0"}, {"google.golang.org/genproto/googleapis/rpc", "v0.0.0-20261110000943-09e21b237f2c"}},
		Rules: slices.Concat(neverReached(), []Rule{notDialed(), {
			Class: Throttled, Match: statuses("StatusTooManyRequests"),
			Words:   "429 over HTTP",
			Promise: "the front end refuses what is above a rate",
			Source:  module.at("googleapi/googleapi.go:66") + "; RFC 6585, section 4", Proof: Run,
		}, {
			Class:   Throttled,
			Match:   grpcRetryInfo(),
			Words:   "ResourceExhausted over gRPC, where the server says when to come back",
			Promise: "a server that names a time has refused the call because of load; without one it may be a quota that lasts",
			Source:  gax.at("apierror/apierror.go:270") + "; google.rpc.RetryInfo", Proof: Run,
		}, {
			Class: Conflict, Match: statuses("StatusPreconditionFailed"),
			Words:   "412 over HTTP: the object has changed",
			Promise: "a precondition that fails stops the request; read the object again",
			Source:  "RFC 9110, section 13.2; Cloud Storage, request preconditions", Proof: Run,
		}, {
			Class: Conflict, Match: code("Aborted"),
			Words:   "Aborted over gRPC",
			Promise: "the transaction was undone in favour of another",
			Source:  "google.rpc.Code", Proof: Run,
		}, {
			Class: Unknown, Match: statuses("StatusRequestTimeout", "StatusInternalServerError", "StatusBadGateway", "StatusServiceUnavailable", "StatusGatewayTimeout"),
			Words:   "408, 500, 502, 503 and 504 over HTTP",
			Promise: "503 is the front end's word for Unavailable, which does not say that nothing was done",
			Source:  module.at("internal/gensupport/retry.go:51") + "; google.rpc.Code", Proof: Run,
		}, {
			Class: Unknown, Match: code("Unavailable", "DeadlineExceeded", "Internal"),
			Words:   "Unavailable, DeadlineExceeded or Internal over gRPC",
			Promise: "as of @grpc",
			Source:  gax.at("apierror/apierror.go:270"), Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{Transient: "neither a status nor a code says that nothing was done"},
		Retries: Fact{
			Text: "Yes, by method: generated clients retry what their service's configuration lists, many without a count until the context ends; storage what is " +
				"idempotent, on 408, 429, 5xx and broken connections.",
			Source: gax.at("invoke.go:81") + "; " + module.at("internal/gensupport/retry.go:51"), Proof: Read,
		},
		Off: Fact{
			Text:   "gax.WithRetry(nil) for a call; (*storage.Client).SetRetry(storage.WithPolicy(storage.RetryNever)).",
			Source: gax.at("call_option.go:64"), Proof: Read,
		},
		Hint: Fact{
			Text:   "RetryInfo: pause_from=grpchint.RetryAfter, or apierror.FromError(err) and Details().RetryInfo; over HTTP Retry-After in (*googleapi.Error).Header.",
			Source: gax.at("apierror/apierror.go:92") + "; " + module.at("googleapi/googleapi.go:78"), Proof: Read,
		},
		Beware: []Fact{{
			Text:   "Give each attempt an attempt_timeout: a client that retries until its context ends never returns to a policy that has a deadline alone.",
			Source: gax.at("invoke.go:81"), Proof: Read,
		}, {
			Text:   "storage.ShouldRetry and spanner.ErrCode know more of their services; they can stand beside the class: errors=@gcp,storage.ShouldRetry.",
			Source: "cloud.google.com/go/storage, ShouldRetry", Proof: Read,
		}},
		Start: "//backoff:policy deadline=1m attempt_timeout=15s pause=200ms multiplier=2 max_pause=10s jitter=full max_tries=4 errors=@gcp idempotent=yes",
	}
}
