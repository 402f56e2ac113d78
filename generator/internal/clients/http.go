package clients

import "slices"

// httpClient is package net/http of the standard library.
func httpClient() Client {
	return Client{
		Name:      "http",
		Also:      []string{"https", "httphint", "rest"},
		Title:     "HTTP through net/http, and responses as errors of runtime/httphint",
		Rules:     slices.Concat(neverReached(), httpTransport(), httpStatuses(), connectionLost(), []Rule{httpBroken(), timedOut()}),
		Responses: httpResponses(),
		Empty:     map[Class]string{Conflict: "statuses 409 and 412 mean something else for every service; name them by retry_result"},
		Retries: Fact{
			Text: "Yes, when a connection that had been used before fails: GET, HEAD, OPTIONS and TRACE, and any method with the header Idempotency-Key or " +
				"X-Idempotency-Key, if the body can be rewound; and any request of which no byte was written.",
			Source: atGo("net/http/transport.go:818, net/http/request.go:1534"), Proof: Read,
		},
		Off: Fact{
			Text:   "There is no option. With Transport.DisableKeepAlives no connection is used twice, and so nothing is repeated.",
			Source: atGo("net/http/transport.go:193, net/http/transport.go:832"), Proof: Read,
		},
		Hint: Fact{
			Text:   "The header Retry-After, in seconds or as a date: pause_from=httphint.RetryAfterResponse reads it from a response, httphint.RetryAfter from an error of httphint.FromResponse.",
			Source: "RFC 9110, section 10.2.3", Proof: Run,
		},
		Beware: []Fact{{
			Text: "A proxy may answer 503 by itself after it has passed the request on and lost its connection, as Envoy does. Where such a proxy stands " +
				"before a service, a method whose requests must not be carried out twice should not list throttled.",
			Source: "RFC 9110, section 15.6.4", Proof: Read,
		}, {
			Text: "A client follows redirections. When the next host cannot be reached, the request before the redirection has been answered all the same, " +
				"and the error is a dial error.",
			Source: atGo("net/http/client.go:597"), Proof: Read,
		}, {
			Text:   "A time-out of http.Client while it dials does not say that it dialed; it counts as unknown.",
			Source: atGo("net/http/client.go:737"), Proof: Read,
		}},
		Tried: tried("http",
			"net/http: statuses; connections that ended before, in or after the answer, by a reset too, over HTTP/1 and HTTP/2; time-outs of the request, the client and the handshake; hosts, certificates and proxies. 10,000 POSTs while connections broke."),
		Start: "//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=5s jitter=full max_tries=4 errors=@http idempotent=no retry_result=@http.throttled pause_from=httphint.RetryAfterResponse",
	}
}

// httpTransport are errors before a request was processed.
func httpTransport() []Rule {
	return []Rule{{
		Class:   Unsent,
		Match:   inOperation(`"dial"`, "", `"proxyconnect"`, "the connection through a proxy", `"socks connect"`, "the same, SOCKS"),
		Words:   "no connection could be made",
		Promise: "without a connection no request is written",
		Source:  atGo("net/dial.go:745, net/http/transport.go:1785, net/http/socks_bundle.go:182"), Proof: Run,
	}, {
		Class:   Unsent,
		Match:   Text{[]string{"net/http: TLS handshake timeout", "; REFUSED_STREAM"}},
		Words:   "the handshake took too long, or the server refused the stream; there is a text alone",
		Promise: "before the handshake no request is written; a refused stream was not processed in any way (RFC 9113, section 8.7)",
		Source:  atGo("net/http/transport.go:3211, net/http/h2_bundle.go:1414"), Proof: Run,
	}}
}

// httpBroken are errors of a connection that have no type of their own.
func httpBroken() Rule {
	return Rule{
		Class: Unknown,
		Match: Text{[]string{"http: server closed idle connection", "http2: client connection lost", "http2: server sent GOAWAY", "stream error: stream ID",
			"net/http: HTTP/1.x transport connection broken"}},
		Words:   "the connection or the stream ended; there is a text alone",
		Promise: "the request may have been written before",
		Source:  atGo("net/http/transport.go:1023, net/http/h2_bundle.go:8555, net/http/h2_bundle.go:9436, net/http/h2_bundle.go:1414, net/http/transport.go:2281"), Proof: Run,
	}
}

// httpStatuses are responses that a client has made errors of.
func httpStatuses() []Rule {
	hint := Package{"github.com/backoffgen/backoffgen/runtime/httphint", "httphint"}
	var rules []Rule
	for _, r := range httpResponses() {
		rules = append(rules, Rule{
			Class:   r.Class,
			Match:   As{Type: hint.pointer("Error"), Where: []Condition{{Field: "StatusCode", In: r.Statuses}}},
			Words:   r.Words,
			Promise: r.Promise,
			Source:  r.Source,
			Proof:   r.Proof,
		})
	}
	return rules
}

// httpResponses are what statuses mean.
func httpResponses() []ResponseRule {
	http := Package{"net/http", "http"}
	return []ResponseRule{{
		Class:    Throttled,
		Statuses: http.values("StatusTooManyRequests", "StatusServiceUnavailable"),
		Words:    "429 and 503: too many requests, or unable to handle one now",
		Promise:  "the server says that it did not handle the request",
		Source:   "RFC 6585, section 4; RFC 9110, section 15.6.4", Proof: Run,
	}, {
		Class:    Transient,
		Statuses: http.values("StatusMisdirectedRequest", "StatusTooEarly"),
		Words:    "421 and 425: the wrong connection, or too early in one",
		Promise:  "the server refuses to process the request here and now, and asks for it again on another connection or later",
		Source:   "RFC 9110, section 15.5.20; RFC 8470, section 5.2", Proof: Run,
	}, {
		Class:    Unknown,
		Statuses: http.values("StatusRequestTimeout", "StatusBadGateway", "StatusGatewayTimeout"),
		Words:    "408, 502 and 504: cut off before the end, or between a gateway and the service",
		Promise:  "what is behind the gateway may have handled the request",
		Source:   "RFC 9110, sections 15.5.9, 15.6.3 and 15.6.5", Proof: Run,
	}}
}
