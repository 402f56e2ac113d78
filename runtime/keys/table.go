package keys

import "slices"

// The names of the keys that code refers to.
const (
	AttemptTimeout = "attempt_timeout"
	Deadline       = "deadline"
	Pause          = "pause"
	MaxTries       = "max_tries"
	Errors         = "errors"
	Idempotent     = "idempotent"
	Multiplier     = "multiplier"
	MaxPause       = "max_pause"
	Jitter         = "jitter"
	RetryResult    = "retry_result"
	Result         = "result" // of a case
	PauseFrom      = "pause_from"
	MaxHint        = "max_hint"
	Giveup         = "giveup"
	Fallback       = "fallback"
	BeforeRetry    = "before_retry"
	MapError       = "map_error"
	Hedge          = "hedge"
	OnTimeout      = "on_timeout"
	RetryFor       = "retry_for"
	Guard          = "guard"
	Budget         = "budget"
	Lifetime       = "lifetime"
	Replay         = "replay"
	Enabled        = "enabled"
)

// All returns all keys that annotations have, ring by ring, in the order in which a policy is written. The slice and
// everything in it is the caller's own.
func All() []Key {
	return slices.DeleteFunc(OfPolicy(), func(k Key) bool { return k.SettingOnly })
}

// OfPolicy is [All] with the keys that only JSON and the environment have.
//
// A new data key is one entry here, a field of backoff.Policy, and what the engine does with it.
func OfPolicy() []Key {
	return []Key{
		{Name: AttemptTimeout, Kind: KindLimit, Positional: 1, Default: "none", Field: "AttemptTimeout", Configurable: true,
			Doc:   "an attempt that runs longer is cancelled and tried again",
			Meant: []string{"timeout", "pertrytimeout", "trytimeout", "calltimeout"}},
		{Name: Deadline, Kind: KindLimit, Positional: 2, Default: "none", Field: "Deadline", Configurable: true,
			Doc:   "all attempts and pauses together never take longer",
			Meant: []string{"totaltimeout", "overalltimeout"}},
		{Name: Pause, Kind: KindDuration, Positional: 3, Default: "0", Field: "Pause", OfCases: true, Configurable: true,
			Doc:   "the time from the end of an attempt to the start of the next",
			Meant: []string{"delay", "wait", "interval", "backoff", "sleep", "initialinterval", "initialdelay"}},
		{Name: MaxTries, Kind: KindCount, Default: "none", Field: "MaxTries", OfCases: true, Configurable: true,
			Doc:   "there are never more attempts than this; the first one counts",
			Meant: []string{"attempts", "maxattempts", "try", "tries", "retries", "maxretries", "times"}},
		{Name: Errors, Spelling: "exceptions", Kind: KindErrors, Positional: 4, Default: "policy: timeouts only; retry: error", Field: "Errors", OfCases: true,
			Doc:   "which errors are retried: values, types, functions, a client's (@pgx), or error for every one",
			Meant: []string{"retryon", "on", "retryif", "handle"}},
		{Name: Idempotent, Kind: KindIdempotent, Choices: []string{"yes", "no", "key"}, Default: "not said",
			Doc:   "whether the method may be carried out twice: no ends the call after an attempt that may have been carried out; key is yes, and all attempts of a call have the same key; an expression over the parameters says it of each call",
			Meant: []string{"idempotence", "repeatable", "safetoretry", "safetorepeat"}},
		{Name: Multiplier, Kind: KindNumber, Default: "1", Field: "Multiplier", OfCases: true, Configurable: true,
			Doc:   "the pause before try n+1 is pause * multiplier^(n-1)",
			Meant: []string{"factor", "exponent", "backofffactor"}},
		{Name: MaxPause, Kind: KindLimit, Default: "none", Field: "MaxPause", OfCases: true, Configurable: true,
			Doc:   "the upper bound of the policy's own pauses; max_hint is that of a server's",
			Meant: []string{"maxdelay", "maxinterval", "maxbackoff", "maxwait", "cap"}},
		{Name: Jitter, Kind: KindJitter, Choices: []string{"none", "full", "equal", "decorrelated"}, Default: "none", Field: "Jitter", OfCases: true, Configurable: true,
			Doc:   "spreads the pauses at random, within max_pause",
			Meant: []string{"randomizationfactor", "randomize"}},

		{Name: RetryResult, Kind: KindPredicate, Default: "none", Ring: Server,
			Doc:   "looks at the results of an attempt that returned no error; true retries it",
			Meant: []string{"retryonresult", "handleresult"}},
		{Name: PauseFrom, Kind: KindFunc, Default: "none", Ring: Server, Field: "PauseFrom", OfCases: true,
			Doc:   "func(error) (time.Duration, bool), or the same with the results and the parameters: the pause that the server asked for, if it is longer than the policy's own; backoff.RetryAfter is such a function",
			Meant: []string{"retryafter", "delayfunc"}},
		{Name: MaxHint, Kind: KindLimit, Default: "none", Ring: Server, Field: "MaxHint", OfCases: true, Configurable: true,
			Doc:   "the longest pause that a server may ask for; when it asks for a longer one the call ends with the attempt's error",
			Meant: []string{"maxretryafter", "maxserverpause", "maxserverdelay"}},

		{Name: Giveup, Kind: KindPredicate, Default: "none", Ring: Specialist, Field: "Giveup",
			Doc:   "looks at a retryable error, and at parameters and results if it wants to, and may end the retrying at once",
			Meant: []string{"stopif", "aborton", "abortif", "unless"}},
		{Name: Fallback, Kind: KindFunc, Default: "none", Ring: Specialist,
			Doc: "takes the method's parameters and the error, and returns the call's results when the call has finally failed"},
		{Name: BeforeRetry, Kind: KindFunc, Default: "none", Ring: Specialist,
			Doc:   "func(context.Context, error) error, which is called after the pause, before the next attempt: to refresh a token, or to connect again; an error from it ends the call",
			Meant: []string{"onretry", "beforesleep", "beforeattempt", "prepare"}},
		{Name: MapError, Kind: KindFunc, Default: "none", Ring: Specialist,
			Doc:   "func(error) error, which is called with the error that a call ends with; the caller gets what it returns, if that is not nil; backoff.LastError is such a function",
			Meant: []string{"wraperror", "converterror", "translateerror"}},
		{Name: Hedge, Kind: KindLimit, Default: "none", Ring: Specialist, Field: "Hedge", Configurable: true,
			Doc:   "begins another attempt (one of max_tries) when one has run this long; the first success wins",
			Meant: []string{"hedgingdelay", "hedgeafter", "hedgedelay", "speculative"}},
		{Name: OnTimeout, Kind: KindChoice, Choices: []string{"cancel", "abandon"}, Default: "cancel", Ring: Specialist, Field: "Abandon",
			Doc: "whether the call waits for an attempt that is out of time until it returns (cancel), or leaves it behind (abandon)"},
		{Name: RetryFor, Kind: KindLimit, Default: "none", Ring: Specialist, Field: "RetryFor", Configurable: true,
			Doc:   "no attempt begins later than this after the call began; one that runs is not cut off, as deadline would",
			Meant: []string{"maxduration", "maxelapsed", "maxelapsedtime", "maxretryduration", "maxretrytime", "maxtime", "stopafterdelay"}},
		{Name: Guard, Kind: KindVar, Default: "none", Ring: Specialist, Field: "Guard",
			Doc:   "each attempt passes through the backoff.Guard in this package-level variable, such as a limit or a circuit breaker",
			Meant: []string{"breaker", "circuitbreaker", "bulkhead", "limit", "limiter", "maxconcurrency", "concurrency"}},
		{Name: Budget, Kind: KindVar, Default: "none", Ring: Specialist, Field: "Budget",
			Doc:   "the backoff.RetryBudget in this package-level variable is asked before each retry, in place of the constructor's",
			Meant: []string{"retrybudget", "throttle", "retryquota"}},
		{Name: Lifetime, Kind: KindChoice, Choices: []string{"call", "result"}, Default: "by the results' types", Ring: Specialist,
			Doc: "whether the context of an attempt that succeeds ends with the call, or lives on for a result such as a stream"},
		{Name: Replay, Kind: KindChoice, Choices: []string{"auto", "none", "always"}, Default: "auto", Ring: Specialist,
			Doc: "whether an argument that an attempt consumes, such as a reader, is rewound for the next attempt and ends the retrying where that is impossible (auto), always ends the retrying (none), or is passed again as it is (always)"},

		{Name: Enabled, Kind: KindBool, Choices: []string{"true", "false"}, Default: "true", Ring: Specialist, Field: "Disabled", Configurable: true, SettingOnly: true,
			Doc:   "false makes one attempt, without hedges, under the same limits",
			Meant: []string{"disabled", "disable", "enable"}},
	}
}
