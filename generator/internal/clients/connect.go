package clients

import "slices"

// connectClient is Connect.
func connectClient() Client {
	module := Module{"connectrpc.com/connect", "v1.21.1"}
	connect := Package{"connectrpc.com/connect", "connect"}
	code := func(names ...string) Match {
		return Expr{Text: "%s(err)", Names: connect.all("CodeOf"), In: connect.values(names...)}
	}
	return Client{
		Name:    "connect",
		Also:    []string{"connectrpc", "connectgo"},
		Title:   "Connect",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(Unknown), []Rule{notDialed(), {
			Class: Conflict, Match: code("CodeAborted"),
			Words:   "aborted",
			Promise: "the code is for what another call came before",
			Source:  module.at("code.go:76"), Proof: Run,
		}, {
			Class: Unknown, Match: code("CodeUnavailable", "CodeDeadlineExceeded", "CodeInternal"),
			Words:   "unavailable, deadline_exceeded or internal",
			Promise: "clients can retry idempotent operations, says the code's comment: the request may have been sent",
			Source:  module.at("code.go:93"), Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{
			Throttled: "resource_exhausted is also a quota that lasts and a message that is too large; errors=… may name it where a service means load",
			Transient: "no code says that nothing was done",
		},
		Retries: Fact{Text: "No, but its *http.Client does on a connection that had been used before, for requests with GET.", Source: module.at("client.go:42") + "; " + atGo("net/http/transport.go:818"), Proof: Read},
		Off:     Fact{Text: "There is nothing to switch off.", Source: module.at("client.go:42"), Proof: Read},
		Hint:    Fact{Text: "(*connect.Error).Details and Meta, if a service puts one there.", Source: module.at("error.go:232, error.go:251"), Proof: Read},
		Beware: []Fact{{
			Text:   "Its errors are not gRPC statuses: @grpc and grpchint do not see them.",
			Source: module.at("error.go:291"), Proof: Run,
		}},
		Start: "//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=5s jitter=full max_tries=5 errors=@connect idempotent=yes",
	}
}
