// Package temporalbackoff carries the policies of annotated interfaces out on Temporal (https://temporal.io): what a process would lose
// with its memory, the number of tries, the pause that is running, the call itself, is with Temporal's server. It is what code
// calls that backoffgen -target temporal generates; a program uses its options, and is otherwise content with the generated
// types. docs/durable.md tells which call is worth that.
//
// For an interface Store there are
//
//   - StoreActivities, for workers: an activity for each annotated method, around an inner Store;
//   - DurableStore, for callers: a Store whose calls are standalone activities, to be injected where RetryingStore was;
//   - StoreWorkflow, for workflows: the same activities as typed stubs with a workflow.Context.
//
// # Who does what
//
// A pause of a second or more is Temporal's: the activity ends with an error that asks for it (NextRetryDelay), no worker is held, and
// whichever worker is there when it is over makes the next attempt. Shorter pauses, hedges and the attempts between them run inside one
// activity, on the engine of the in-process decorator, since the server rounds pauses up to about a second and has no jitter.
// Which errors are retried, cases, giveup, idempotence, hints, the number of tries and the growth of pauses are decided by that engine
// in either case: it is told by Temporal how far the call has come.
//
// What is not to be retried ends the activity with one error that is not retryable, and the caller gets back what it was in
// process: sentinels, errors with fields, deadlines.
package temporalbackoff
