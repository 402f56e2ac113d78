package clients

// temporalClient is Temporal's client.
func temporalClient() Client {
	api, module := Module{"go.temporal.io/api", "v1.64.3"}, Module{"go.temporal.io/sdk", "v1.51.0"}
	errs, enums := Package{"go.temporal.io/api/serviceerror", "serviceerror"}, Package{"go.temporal.io/api/enums/v1", "enums"}
	codes := Package{"google.golang.org/grpc/codes", "codes"}
	code := func(names ...string) Match {
		return Expr{Text: "%s(err).Code()", Names: errs.all("ToStatus"), In: codes.values(names...)}
	}
	return Client{
		Name:    "temporal",
		Title:   "Temporal's client",
		Modules: []Module{module, api},
		Rules: []Rule{{
			Class: Throttled,
			Match: As{Type: errs.pointer("ResourceExhausted"), Where: []Condition{{Field: "Cause", In: enums.values("RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT",
				"RESOURCE_EXHAUSTED_CAUSE_CONCURRENT_LIMIT", "RESOURCE_EXHAUSTED_CAUSE_APS_LIMIT", "RESOURCE_EXHAUSTED_CAUSE_OPS_LIMIT")}}},
			Words:   "a limit of requests or actions",
			Promise: "the server counts a request against these before it handles it",
			Source:  api.at("serviceerror/resource_exhausted.go:15, enums/v1/failed_cause.pb.go:590"), Proof: Run,
		}, {
			Class: Unknown,
			Match: As{Type: errs.pointer("ResourceExhausted"), Where: []Condition{{Field: "Cause", In: enums.values("RESOURCE_EXHAUSTED_CAUSE_SYSTEM_OVERLOADED",
				"RESOURCE_EXHAUSTED_CAUSE_PERSISTENCE_LIMIT", "RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW", "RESOURCE_EXHAUSTED_CAUSE_CIRCUIT_BREAKER_OPEN")}}},
			Words:   "too much load further inside",
			Promise: "a part of the request may have been carried out; without a cause it is a message that is too large, which is no class",
			Source:  api.at("enums/v1/failed_cause.pb.go:594"), Proof: Run,
		}, {
			Class: Transient, Match: As{Type: errs.pointer("NamespaceNotActive")},
			Words:   "the namespace is active in another cluster, as while it fails over",
			Promise: "the server refuses what would change a namespace that is not active there",
			Source:  api.at("serviceerror/namespace_not_active.go:14"), Proof: Run,
		}, {
			Class: Transient, Match: As{Type: errs.pointer("WorkflowNotReady")},
			Words:   "the workflow is not ready for the request yet",
			Promise: "the server refuses the request",
			Source:  api.at("serviceerror/workflow_not_ready.go:14"), Proof: Run,
		}, {
			Class: Conflict, Match: code("Aborted"),
			Words:   "Aborted",
			Promise: "what was asked for was undone with what it came together with",
			Source:  api.at("serviceerror/convert.go:92"), Proof: Run,
		}, {
			Class: Unknown, Match: code("Unavailable", "DeadlineExceeded", "Internal"),
			Words:   "Unavailable, DeadlineExceeded or Internal",
			Promise: "the connection may have broken, or the server failed, after it began",
			Source:  api.at("serviceerror/convert.go:17") + "; " + module.at("internal/common/retry/interceptor.go:113"), Proof: Run,
		}},
		Empty: map[Class]string{Unsent: "gRPC tells no code apart for what was surely not sent"},
		Retries: Fact{
			Text:   "Yes: until the context's deadline, or else for a minute, on Unavailable, ResourceExhausted, Aborted, Unknown and mostly Internal, with pauses up to 10 s.",
			Source: module.at("internal/common/retry/interceptor.go:31, internal/common/retry/interceptor.go:113"), Proof: Read,
		},
		Repeats: true,
		Off:     Fact{Text: "There is no public option; a deadline on the context bounds it, so give attempts an attempt_timeout.", Source: module.at("internal/common/retry/interceptor.go:119"), Proof: Read},
		Hint:    Fact{Text: "RetryInfo of ResourceExhausted, which the client itself heeds.", Source: module.at("internal/common/retry/interceptor.go:117"), Proof: Read},
		Beware: []Fact{{
			Text:   "Its errors are of package serviceerror: status.Code says Unknown of them, so that @grpc and grpchint do not see them.",
			Source: api.at("serviceerror/convert.go:17"), Proof: Run,
		}, {
			Text:   "Starting a workflow is made safe to repeat by its ID and the reuse policy, as a RequestID is not repeated by a second call.",
			Source: "Temporal documentation, Workflow Id and Run Id", Proof: Read,
		}},
		Start: "//backoff:policy deadline=2m attempt_timeout=20s pause=200ms multiplier=2 max_pause=5s jitter=full max_tries=4 errors=@temporal idempotent=yes",
	}
}
