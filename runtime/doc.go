// Package backoff is the engine behind the decorators that backoffgen writes from //backoff: annotations: it retries a
// call as a [Policy] says. Programs meet it in three places: a shared [Policy] that annotations name with
// //backoff:use, the options of a decorator's constructor ([WithStats], [WithObserver], [WithLogger]), and the [Error]
// that a stopped call returns. [Do] and [Run] retry a function without any generation.
//
// The model is asyncbackoff of Python's aiomisc. Its rules hold together, at the same time:
//
//  1. An attempt that runs longer than AttemptTimeout is cancelled and tried again.
//  2. All attempts and pauses together never run longer than Deadline; what still runs then is cancelled.
//  3. The next attempt starts Pause after the last one ended.
//  4. There are never more than MaxTries attempts.
//  5. Giveup looks at an error and may end the retrying at once.
//
// Cancelling is done through a context, so an attempt ends when the function it calls heeds its context.
//
// The first attempt always runs, even when the caller's context is done. A success is returned even when it comes late.
// Where retrying ends by itself, the caller gets the last attempt's error itself; where it is stopped, an *[Error].
//
// The package imports the standard library alone, and all waiting in it uses package time, so that testing/synctest
// runs every policy in virtual time.
package backoff
