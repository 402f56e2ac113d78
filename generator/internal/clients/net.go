package clients

import "slices"

// netClient is package net of the standard library.
func netClient() Client {
	return Client{
		Name:  "net",
		Also:  []string{"tcp", "dial"},
		Title: "connections of package net",
		Rules: slices.Concat(neverReached(), []Rule{notDialed()}, connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{
			Throttled: "a connection does not tell of load",
			Transient: "package net has no errors of a server",
			Conflict:  "package net has no errors of a server",
		},
		Retries: Fact{
			Text:   "No. Dialing tries each address of a name once.",
			Source: atGo("net/dial.go:729"), Proof: Read,
		},
		Off:  Fact{Text: "There is nothing to switch off.", Source: atGo("net/dial.go:729"), Proof: Read},
		Hint: Fact{Text: "None.", Source: atGo("net/net.go:472"), Proof: Read},
		Beware: []Fact{{
			Text:   "Temporary() of net.Error is of no use: it is false of a refused connection.",
			Source: atGo("net/net.go:560"), Proof: Run,
		}, {
			Text:   "A dial error that comes from further inside the callee, after it has sent something else, counts as unsent all the same: the class is about the connection that failed.",
			Source: atGo("net/net.go:472"), Proof: Read,
		}},
		Start: "//backoff:policy deadline=10s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@net idempotent=no",
	}
}
