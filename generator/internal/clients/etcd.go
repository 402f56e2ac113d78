package clients

// etcdClient is etcd.
func etcdClient() Client {
	module, server := Module{"go.etcd.io/etcd/client/v3", "v3.7.3"}, Module{"go.etcd.io/etcd/server/v3", "v3.7.3"}
	api := Module{"go.etcd.io/etcd/api/v3", "v3.7.3"}
	rpctypes, codes := Package{"go.etcd.io/etcd/api/v3/v3rpc/rpctypes", "rpctypes"}, Package{"google.golang.org/grpc/codes", "codes"}
	status := Package{"google.golang.org/grpc/status", "status"}
	return Client{
		Name:    "etcd",
		Also:    []string{"etcdv3", "clientv3"},
		Title:   "etcd",
		Modules: []Module{module, api, server},
		Rules: []Rule{{
			Class: Throttled, Match: Is{rpctypes.all("ErrTooManyRequests")},
			Words:   "too many requests",
			Promise: "the server refuses a request before it proposes it, when it has too many that are not applied",
			Source:  api.at("v3rpc/rpctypes/error.go:195") + "; " + server.at("etcdserver/v3_server.go:1064"), Proof: Run,
		}, {
			Class: Transient, Match: Is{rpctypes.all("ErrNoLeader")},
			Words:   "no leader",
			Promise: "the server says so before it handles a request, when it knows no leader",
			Source:  server.at("etcdserver/api/v3rpc/interceptor.go:70, etcdserver/v3_server.go:796"), Proof: Run,
		}, {
			Class:   Unknown,
			Match:   As{Type: Type{Name: rpctypes.name("EtcdError")}, Where: []Condition{{Field: "Code()", In: codes.values("Unavailable", "DeadlineExceeded")}}},
			Words:   "Unavailable or DeadlineExceeded, as etcd's own error: request timed out, leader changed, server stopped",
			Promise: "a proposal that timed out may be carried out later",
			Source:  api.at("v3rpc/rpctypes/error.go:248"), Proof: Run,
		}, {
			Class: Unknown, Match: Expr{Text: "%s(err)", Names: status.all("Code"), In: codes.values("Unavailable", "DeadlineExceeded")},
			Words:   "the same as gRPC's status, for what no server of etcd's has answered",
			Promise: "the connection may have broken after the request",
			Source:  module.at("client.go:606"), Proof: Run,
		}, timedOut()},
		Empty: map[Class]string{
			Unsent:   "gRPC tells no code apart for what was surely not sent",
			Conflict: "a transaction whose comparisons fail is an answer, not an error",
		},
		Retries: Fact{
			Text:   "Yes: reads up to a hundred times 25 ms apart; writes only where there is no connection.",
			Source: module.at("options.go:45, retry.go:54, retry.go:85"), Proof: Read,
		},
		Off:  Fact{Text: "Config.MaxUnaryRetries: 1, since 0 means a hundred.", Source: module.at("client.go:248"), Proof: Read},
		Hint: Fact{Text: "None.", Source: api.at("v3rpc/rpctypes/error.go:241"), Proof: Read},
		Beware: []Fact{{
			Text:   "Its errors are rpctypes.EtcdError: status.Code says Unknown of them, so that @grpc and grpchint do not see them.",
			Source: api.at("v3rpc/rpctypes/error.go:241"), Proof: Run,
		}, {
			Text:   "Where no server can be reached a request waits for one as long as its context allows, for ever without a deadline: use attempt_timeout or deadline.",
			Source: module.at("retry_interceptor.go:64"), Proof: Run,
		}},
		Tried: tried("etcd",
			"etcd 3.7 in the process: a compacted revision, requests that are too large, a lease that is not there, too many requests as the server has it on the wire, one of two members without a leader, a server that ended. 10,000 puts while connections broke and the server had no leader for one in ten."),
		Start: "//backoff:policy deadline=10s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@etcd idempotent=no",
	}
}
