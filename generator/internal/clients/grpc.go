package clients

// grpcClient is gRPC.
func grpcClient() Client {
	module := Module{"google.golang.org/grpc", "v1.85.0"}
	codes, status := Package{"google.golang.org/grpc/codes", "codes"}, Package{"google.golang.org/grpc/status", "status"}
	code := func(names ...string) Match {
		return Expr{Text: "%s(err)", Names: status.all("Code"), In: codes.values(names...)}
	}
	return Client{
		Name:    "grpc",
		Title:   "gRPC",
		Modules: []Module{module, {"google.golang.org/genproto/googleapis/rpc", "v0.0.0-20261110000943-09e21b237f2c"}},
		Rules: []Rule{{
			Class:   Throttled,
			Match:   grpcRetryInfo(),
			Words:   "ResourceExhausted, where the server says when to come back",
			Promise: "a server that names a time has refused the call because of load; without one it may be a message that is too large, or a quota",
			Source:  module.at("status/status.go:139, rpc_util.go:796") + "; google.rpc.RetryInfo", Proof: Run,
		}, {
			Class: Conflict, Match: code("Aborted"),
			Words:   "Aborted",
			Promise: "the code is for what is to be repeated at a higher level, such as a whole read-modify-write",
			Source:  module.at("codes/codes.go:137"), Proof: Run,
		}, {
			Class: Unknown, Match: code("Unavailable", "DeadlineExceeded", "Internal"),
			Words:   "Unavailable, DeadlineExceeded or Internal",
			Promise: "Unavailable is also what a connection that breaks after the request gives: it is not always safe to repeat",
			Source:  module.at("codes/codes.go:176, internal/transport/http_util.go:55"), Proof: Run,
		}},
		Empty: map[Class]string{
			Unsent:    "gRPC itself repeats what was surely not sent, and tells no code apart for it",
			Transient: "no code says that nothing was done: Unavailable is also that of a connection that broke after the request",
		},
		Retries: Fact{
			Text: "Yes: what did not leave the client without limit, what the server did not process once; and what the service config's retryPolicy says, when the server " +
				"or the dialer gives one.",
			Source: module.at("stream.go:809"), Proof: Read,
		},
		Off: Fact{
			Text:   "grpc.WithDisableRetry() switches the service config's off. The others are of calls that were not carried out, and stay.",
			Source: module.at("dialoptions.go:678"), Proof: Read,
		},
		Hint: Fact{
			Text:   "RetryInfo among a status's details: pause_from=grpchint.RetryAfter. The trailer grpc-retry-pushback-ms is not in the error.",
			Source: module.at("stream.go:842") + "; google.rpc.RetryInfo", Proof: Read,
		},
		Beware: []Fact{{
			Text: "A channel that could not connect fails calls at once for a second and more before it tries again: tries within it are lost. Use grpc.WaitForReady(true), " +
				"or pauses that go beyond it.",
			Source: module.at("backoff/backoff.go:47, picker_wrapper.go:176"), Proof: Read,
		}, {
			Text:   "A status DeadlineExceeded does not match context.DeadlineExceeded by errors.Is, so that a policy without errors does not retry it.",
			Source: module.at("status/status.go:139"), Proof: Run,
		}, {
			Text:   "Unknown is the code of every error without a status, so that no class holds it. Errors of connect, etcd and temporal have types of their own, and clients of their own here.",
			Source: module.at("status/status.go:126"), Proof: Run,
		}},
		Tried: tried("grpc",
			"grpc-go: statuses, RetryInfo, messages that are too large, servers that were away, stopped, or whose answer was lost. 10,000 calls while connections broke and the server refused one in ten."),
		Start: "//backoff:policy deadline=30s pause=200ms multiplier=2 max_pause=5s jitter=full max_tries=5 errors=@grpc idempotent=yes pause_from=grpchint.RetryAfter",
	}
}

// grpcRetryInfo matches a status ResourceExhausted with the detail RetryInfo.
func grpcRetryInfo() Match {
	codes, status := Package{"google.golang.org/grpc/codes", "codes"}, Package{"google.golang.org/grpc/status", "status"}
	slices, details := Package{"slices", "slices"}, Package{"google.golang.org/genproto/googleapis/rpc/errdetails", "errdetails"}
	return Expr{
		Text: "%s(err) == %s && %s(%s(err).Details(), func(d any) bool { _, ok := d.(*%s); return ok })",
		Names: []Name{status.name("Code"), codes.name("ResourceExhausted"), slices.name("ContainsFunc"), status.name("Convert"),
			details.name("RetryInfo")},
	}
}
