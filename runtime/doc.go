// Package backoff is what decorators call that backoffgen writes from //backoff: annotations: it runs a method again as a
// [Policy] says. Its path ends in runtime; import it by its name, backoff "github.com/backoffgen/backoffgen/runtime".
//
// A program meets it in four places. A shared [Policy] is what //backoff:use names, and [Do] and [Run] retry a function under
// one without any generation. The options of a decorator's constructor ([WithObserver], [WithLogger], [WithStats],
// [WithBudget]) watch its calls or hold back retries. An [*Error] comes from a call that was stopped. [NamedPolicies] let
// configuration change the numbers of generated policies.
//
// The model is asyncbackoff of Python's aiomisc. Its five rules hold together, at the same time:
//
//  1. An attempt that runs longer than AttemptTimeout is cancelled and tried again.
//  2. All attempts and pauses together never run longer than Deadline; what still runs then is cancelled.
//  3. The next attempt starts Pause after the last one ended.
//  4. There are never more than MaxTries attempts.
//  5. Giveup looks at an error and may end the retrying at once.
//
// Cancelling is done through a context, so it works where the function called heeds its context. The first attempt always runs,
// even when the caller's context is done. A success is returned even when it comes late. Where retrying ends by itself, the
// caller gets the last attempt's own error; where a deadline, the caller or a budget stops it, an [*Error]. The standard library
// is all that is imported, and waiting uses package time, so that testing/synctest runs every policy in virtual time.
package backoff
