package clients

import "slices"

// azureClient is Azure through azcore.
func azureClient() Client {
	module := Module{"github.com/Azure/azure-sdk-for-go/sdk/azcore", "v1.24.0"}
	azcore, http := Package{"github.com/Azure/azure-sdk-for-go/sdk/azcore", "azcore"}, Package{"net/http", "http"}
	statuses := func(names ...string) Match {
		return As{Type: azcore.pointer("ResponseError"), Where: []Condition{{Field: "StatusCode", In: http.values(names...)}}}
	}
	return Client{
		Name:    "azure",
		Also:    []string{"azcore", "cosmos", "azblob"},
		Title:   "Azure through azcore",
		Modules: []Module{module},
		Rules: slices.Concat([]Rule{{
			Class: Never, Excludes: []Class{Unsent, Unknown}, Match: As{Type: Type{Method: "NonRetriable"}},
			Words:   "what the SDK itself marks as not to be retried, such as a token that it could not get",
			Promise: "the SDK has tried, or it would be the same again",
			Source:  module.at("runtime/policy_retry.go:179"), Proof: Run,
		}}, neverReached(), []Rule{notDialed(), {
			Class: Throttled, Match: statuses("StatusTooManyRequests", "StatusServiceUnavailable"),
			Words:   "429 and 503: throttled, or busy",
			Promise: "Azure's services answer so when they refuse a request because of load",
			Source:  module.at("runtime/policy_retry.go:50") + "; Azure Storage, common REST API error codes, ServerBusy", Proof: Run,
		}, {
			Class: Conflict, Match: statuses("StatusPreconditionFailed"),
			Words:   "412: the resource has another ETag by now",
			Promise: "a precondition that fails stops the request; read the resource again",
			Source:  "RFC 9110, section 13.2; Azure Storage, conditional headers", Proof: Run,
		}, {
			Class: Unknown, Match: statuses("StatusRequestTimeout", "StatusInternalServerError", "StatusBadGateway", "StatusGatewayTimeout"),
			Words:   "408, 500, 502 and 504",
			Promise: "Azure's OperationTimedOut says that the operation may have succeeded on the server",
			Source:  module.at("runtime/policy_retry.go:48") + "; Azure Storage, common REST API error codes", Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{Transient: "no status says that nothing was done, beside throttled"},
		Retries: Fact{
			Text:   "Yes: three retries after pauses of 0.8 s to 60 s, of any method, on 408, 429, 500, 502, 503, 504 and every error of the connection.",
			Source: module.at("runtime/policy_retry.go:27, policy/policy.go:90"), Proof: Read,
		},
		Repeats: true,
		Off: Fact{
			Text:   "policy.RetryOptions{MaxRetries: -1} in the client's options, since 0 means three; or policy.WithRetryOptions for a context.",
			Source: module.at("runtime/policy_retry.go:28, policy/policy.go:92"), Proof: Read,
		},
		Hint: Fact{
			Text:   "Retry-After-Ms, X-Ms-Retry-After-Ms or Retry-After in (*azcore.ResponseError).RawResponse, which the SDK itself heeds.",
			Source: module.at("internal/shared/shared.go:46"), Proof: Read,
		},
		Beware: []Fact{{
			Text:   "409 is not a class: for most services it is a state that lasts.",
			Source: "Azure Storage, common REST API error codes", Proof: Read,
		}},
		Start: "//backoff:policy deadline=2m pause=500ms multiplier=2 max_pause=20s jitter=full max_tries=4 errors=@azure idempotent=yes",
	}
}
