package clients

import "slices"

// natsClient is NATS and JetStream.
func natsClient() Client {
	module, server := Module{"github.com/nats-io/nats.go", "v1.55.0"}, Module{"github.com/nats-io/nats-server/v2", "v2.15.3"}
	nats, jetstream := Package{"github.com/nats-io/nats.go", "nats"}, Package{"github.com/nats-io/nats.go/jetstream", "jetstream"}
	// api returns two rules, for both of the client's packages have JetStream's errors.
	api := func(class Class, words, promise, source string, codes ...string) []Rule {
		var rules []Rule
		for _, p := range []Package{jetstream, nats} {
			rules = append(rules, Rule{
				Class: class, Match: As{Type: p.pointer("APIError"), Where: []Condition{{Field: "ErrorCode", In: literals(codes...)}}},
				Words: words, Promise: promise, Source: source, Proof: Run,
			})
		}
		return rules
	}
	return Client{
		Name:    "nats",
		Also:    []string{"jetstream"},
		Title:   "NATS and JetStream",
		Modules: []Module{module, server},
		Rules: slices.Concat(neverReached(), []Rule{notDialed(), {
			Class: Unsent, Match: Is{append(nats.all("ErrNoResponders", "ErrNoServers", "ErrReconnectBufExceeded"), jetstream.name("ErrNoStreamResponse"))},
			Words:   "nobody listens, no server, or no room to keep it until there is one",
			Promise: "the server says that it handed the request to nobody; without a server, or room, it did not leave the client",
			Source:  module.at("nats.go:158, nats.go:4760, jetstream/errors.go:269"), Proof: Run,
		}, {
			Class: Throttled, Match: Is{nats.all("ErrMaxConnectionsExceeded", "ErrMaxAccountConnectionsExceeded")},
			Words:   "too many connections",
			Promise: "the server refuses the connection",
			Source:  module.at("nats.go:159, nats.go:4457"), Proof: Run,
		}, {
			Class: Throttled, Match: Text{[]string{"nats: maximum connections exceeded"}},
			Words:   "too many connections, while the first one is made; there is a text alone",
			Promise: "the server refuses the connection",
			Source:  module.at("nats.go:91, nats.go:3302"), Proof: Run,
		}}, api(Throttled, "too many requests", "the server refuses a message before it proposes it, when it has too many that are not applied",
			server.at("server/errors.json:1655, server/stream.go:6185"), "10167", "JSStreamTooManyRequests"),
			api(Transient, "JetStream is temporarily unavailable, or not led by this server", "the server says so before it handles a request",
				server.at("server/errors.json:45, server/errors.json:535"), "10008", "JSClusterNotAvailErr", "10009", "JSClusterNotLeaderErr"),
			api(Conflict, "another message or revision came before", "the stream has not stored the message; read the key, or the last sequence, again",
				module.at("jetstream/errors.go:59, jetstream/errors.go:65"), "10071", "JSStreamWrongLastSequenceErrF", "10164", "JSStreamWrongLastSequenceConstantErr"),
			[]Rule{{
				Class: Unknown, Match: Is{nats.all("ErrTimeout", "ErrDisconnected", "ErrStaleConnection")},
				Words:   "no answer in time, or the connection ended",
				Promise: "the request was sent",
				Source:  module.at("nats.go:120, nats.go:4966, nats.go:4455"), Proof: Run,
			}}, connectionLost(), []Rule{timedOut()}),
		Retries: Fact{
			Text:   "JetStream publishes again where there was nobody to take it: twice, 250 ms apart. The connection is made again by itself.",
			Source: module.at("jetstream/publish.go:157, jetstream/publish.go:281"), Proof: Read,
		},
		Off:  Fact{Text: "jetstream.WithRetryAttempts(0).", Source: module.at("jetstream/jetstream_options.go:718"), Proof: Read},
		Hint: Fact{Text: "None.", Source: module.at("jetstream/errors.go:35"), Proof: Read},
		Beware: []Fact{{
			Text:   "A message with jetstream.WithMsgID is stored once within the stream's window: then a publish may be idempotent=yes.",
			Source: "NATS documentation, JetStream, message deduplication", Proof: Read,
		}, {
			Text:   "ErrConnectionClosed is no class: a connection that was closed stays closed.",
			Source: module.at("nats.go:109"), Proof: Read,
		}, {
			Text:   "Publish of core NATS returns nil once the message is in the client's buffer: there is nothing to retry.",
			Source: module.at("nats.go:4760"), Proof: Read,
		}},
		Tried: tried("nats",
			"nats-server 2.15 in the process: requests that nobody hears, or nobody answers; publishing without a stream, and with a sequence or revision that has passed; too many connections, a wrong password, servers that were away or ended. 10,000 messages to JetStream while connections broke."),
		Start: "//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@nats idempotent=no",
	}
}
