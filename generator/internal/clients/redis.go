package clients

import "slices"

// redisClient is Redis through go-redis.
func redisClient() Client {
	module := Module{"github.com/redis/go-redis/v9", "v9.23.0"}
	redis := Package{"github.com/redis/go-redis/v9", "redis"}
	const refused = "the server refuses the command before it is carried out"
	return Client{
		Name:    "redis",
		Also:    []string{"goredis", "valkey"},
		Title:   "Redis through go-redis",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(), []Rule{notDialed(), {
			Class: Unsent, Match: Is{redis.all("ErrPoolTimeout", "ErrPoolExhausted")},
			Words:   "the pool had no connection to lend",
			Promise: "without a connection nothing is sent",
			Source:  module.at("error.go:20, error.go:23"), Proof: Run,
		}, {
			Class: Throttled, Match: redis.call("IsMaxClientsError"),
			Words:   "too many clients",
			Promise: "the server refuses the connection before it reads a command",
			Source:  module.at("error.go:319") + "; Redis manual, clients", Proof: Run,
		}, {
			Class: Transient, Match: redis.call("IsLoadingError"),
			Words: "LOADING: the data are being read from disk", Promise: refused,
			Source: module.at("error.go:289"), Proof: Run,
		}, {
			Class: Transient, Match: redis.call("IsReadOnlyError"),
			Words: "READONLY: a replica, or a primary that is none any more", Promise: refused,
			Source: module.at("error.go:295"), Proof: Run,
		}, {
			Class: Transient, Match: redis.call("IsMasterDownError"),
			Words: "MASTERDOWN: a replica without its primary", Promise: refused,
			Source: module.at("error.go:313"), Proof: Run,
		}, {
			Class: Transient, Match: redis.call("IsTryAgainError"),
			Words: "TRYAGAIN: keys that are moving between nodes", Promise: refused,
			Source: module.at("error.go:307"), Proof: Run,
		}, {
			Class: Transient, Match: redis.call("IsClusterDownError"),
			Words: "CLUSTERDOWN: the cluster does not serve the slot", Promise: refused,
			Source: module.at("error.go:301"), Proof: Run,
		}, {
			Class: Transient, Match: redis.call("IsNoReplicasError"),
			Words: "NOREPLICAS: too few replicas for a write", Promise: refused,
			Source: module.at("error.go:374") + "; redis.conf, min-replicas-to-write", Proof: Run,
		}, {
			Class: Transient, Match: Expr{Text: `%s(err, "BUSY ")`, Names: redis.all("HasErrorPrefix")},
			Words: "BUSY: a script keeps the server", Promise: refused,
			Source: module.at("error.go:37") + "; Redis manual, EVAL", Proof: Run,
		}, {
			Class: Conflict, Match: Is{redis.all("TxFailedErr")},
			Words:   "a watched key changed before EXEC",
			Promise: "no command of the transaction was carried out; read the keys again",
			Source:  module.at("tx.go:11"), Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Retries: Fact{
			Text: "Yes, every command, INCR too, also after the connection was lost: up to three times after pauses of 10 ms to 1 s. A cluster client follows up to three redirections " +
				"instead, and repeats as much.",
			Source: module.at("options.go:764, error.go:84, osscluster.go:227"), Proof: Read,
		},
		Repeats: true,
		Off: Fact{
			Text:   "Options.MaxRetries: -1, since 0 means three; ClusterOptions.MaxRedirects: -1 for a cluster, which then does not follow keys that moved either.",
			Source: module.at("options.go:117, osscluster.go:227"), Proof: Read,
		},
		Hint: Fact{Text: "None.", Source: module.at("error.go:44"), Proof: Read},
		Beware: []Fact{{
			Text:   "The error of a pipeline is that of its first command that failed; the others may have been carried out, so that a method which runs one is to be idempotent.",
			Source: "Redis manual, pipelining", Proof: Read,
		}, {
			Text: "The deadline of a context counts only with Options.ContextTimeoutEnabled: without it ReadTimeout and WriteTimeout end an attempt, and no attempt_timeout or " +
				"deadline does. That a context was cancelled is not noticed while an answer is awaited.",
			Source: module.at("redis.go:1892, internal/pool/conn.go:1382"), Proof: Read,
		}, {
			Text:   "Functions of go-redis look at the text of an error as well, so that what merely begins with LOADING counts.",
			Source: module.at("internal/proto/redis_errors.go:286"), Proof: Read,
		}},
		Tried: tried("redis",
			"Redis 7: LOADING, READONLY, MASTERDOWN, NOREPLICAS, BUSY, MISCONF, OOM, too many clients, EXEC after a watched key changed, clients and servers that were killed. 10,000 increments while connections broke."),
		Start: "//backoff:policy deadline=5s pause=20ms multiplier=2 max_pause=1s jitter=full max_tries=4 errors=@redis idempotent=no",
	}
}
