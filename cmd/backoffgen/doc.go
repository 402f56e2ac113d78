/*
Backoffgen writes typed decorators that retry the methods of Go interfaces as //backoff: annotations say.

	//go:generate go tool backoffgen

	type Store interface {
		//backoff:policy attempt_timeout=100ms deadline=1s pause=100ms max_tries=3 errors=ErrBusy
		Fetch(ctx context.Context, id string) (*User, error)
	}

For this it writes NewRetryingStore, which takes a Store and returns one that retries.

# Usage

	backoffgen [flags] [packages]
	backoffgen vet [-tags list] [-json | -sarif] [-codes] [-v] [packages]
	backoffgen init [-methods list] [-tags list] [-v] PKG.TYPE
	backoffgen explain [-html file] [-tags list] [-json] [-codes] [-v] [packages]
	backoffgen explain [-json] CODE…
	backoffgen explain [-json] -rules
	backoffgen explain [-json] -clients [NAME…]
	backoffgen explain [-json] -keys [NAME…]
	backoffgen simulate [-method name] [flags] [package]
	backoffgen help [command]

Packages are named as for the go command; without any, it is the package in the current directory. A .go file stands for
the whole package of its directory.

For each source file x.go with annotated interfaces backoffgen writes x_backoff.go next to it, and x_backoff_test.go for
x_test.go. It removes a file that it wrote earlier when nothing generates it any more, because its source is gone or has
no annotation left. It never overwrites or removes a file that lacks its header, unless the file is empty, and it does
not touch the files of sources that build constraints exclude from this run.

When a package has an error, none of its files is changed; the other packages are generated. It does not matter whether
the code around the interfaces compiles, or what the generated files contain at the moment.

With -o the decorators of exported interfaces are written into the package in another folder, which is created if it does
not exist. That package must be able to use what the annotations name, and the package of the interfaces must not import
it. The second line of each file there names its source, so one folder may hold the decorators of several packages,
generated in one run or in several. A later run that looks at that folder removes those whose sources are gone.

With -target temporal what is written there is not decorators, but what carries the calls out on Temporal: activities for workers, an
implementation of each interface for callers, and stubs for workflows. Package temporalbackoff has what they call.

Without -o, a run does for each package what the package's own go:generate lines say, if they run backoffgen without
packages or with the dot. Each line is a run of its own with its flags -o, -pkg, -target and -tags; flags on the command line take
precedence. Variables in such a line are not expanded, and -o must stay inside the module. Files that an earlier run with
-o wrote are kept up to date as well. So one command generates, or checks with -check, a module whose packages generate
in different ways. With -check, -diff or -v, annotated sources that build constraints exclude are listed, with the tags
or the system that would include them.

# From a client to an interface

	backoffgen init -methods QueryContext,ExecContext database/sql.DB > db.go

prints an interface with exported methods of a type, with their comments shortened, the imports that it needs, and a policy to start
from: that of the client, where it is a well-known one. Above each method that a policy does not reach it says why. What it prints can
be generated from and compiled at once. It is yours then: nothing writes it again. Whether a method may be carried out twice
(idempotent) is left for you to say. The package is named as for the go command, or by its name alone where
the standard library or the module's imports have just one of that name.

# Flags

	-check      write nothing; list the files that are missing, stale or superfluous, and exit with 1 if there are any
	-diff       write nothing; print what would change as a unified diff
	-o dir      write decorators into the package in another folder
	-pkg name   the name of that package, if it is new and its name is not that of the folder
	-target temporal
	            write into that folder what carries the calls out on Temporal, in place of decorators
	-tags list  build tags to consider satisfied, separated by commas
	-json       print diagnostics as a JSON array on standard output, and what -check and -diff print on standard error
	-sarif      print diagnostics as a SARIF log (2.1.0) on standard output, for code scanning; with -check what is stale is in it
	-codes      print the code of each diagnostic after it, in brackets
	-v          say what is loaded, written, removed and left unchanged
	-version    print the version

Results go to standard output: diffs, the list of -check, explanations and the version.

# Directives and keys

The directives, and where they are allowed:

	//backoff:policy [positional…] [key=value…] (interface, method, embedded)
		retries on the given errors, within the given limits
	//backoff:retry N [key=value…] (interface, method, embedded)
		retries at most N times in all, on every error; N may be none
	//backoff:use Name [methods=…] (interface, method, embedded)
		retries under a shared policy: a package-level variable, or a function without parameters
	//backoff:off [methods=…] (interface, method, embedded)
		does not retry here, although the interface has a default; on an interface, it says with methods where
	//backoff:decorator name=N constructor=C policies=P target=temporal into=DIR (interface)
		names the generated type; its constructor and policies are named after it, or have the names given here; with a target, its calls are carried out there too
	//backoff:wrap [with=C] [methods=…] (interface, method, embedded)
		decorates what the method returns, where that is an interface which is decorated too
	//backoff:when errors [key=value…] (interface, method, embedded)
		for the errors that the list matches, the keys take the place of those of the policy or retry line above; it retries them, listed there or not
	//backoff:with key=value… (interface, method, embedded)
		goes on with the keys of the policy, retry, when or decorator line above it, so that no line needs to be long
	//backoff:import [alias] "path" (file)
		makes a package known to this file's annotations without a Go import

The keys of policy and retry, each with its values and its default:

	attempt_timeout (duration over 0, or none; none)
		an attempt that runs longer is cancelled and tried again
	deadline (duration over 0, or none; none)
		all attempts and pauses together never take longer
	pause (duration, or none; 0)
		the time from the end of an attempt to the start of the next
	max_tries (integer >= 1, or none; none)
		there are never more attempts than this; the first one counts
	errors or exceptions (comma list; policy: timeouts only; retry: error)
		which errors are retried: values, types, functions, a client's (@pgx), or error for every one
	idempotent (yes, no, key or predicate; not said)
		whether the method may be carried out twice: no ends the call after an attempt that may have been carried out; key is yes, and all attempts of a call have the same key; an expression over the parameters says it of each call
	multiplier (number >= 1; 1)
		the pause before try n+1 is pause * multiplier^(n-1)
	max_pause (duration over 0, or none; none)
		the upper bound of the policy's own pauses; max_hint is that of a server's
	jitter (none, full, equal, decorrelated, or a ratio in (0,1]; none)
		spreads the pauses at random, within max_pause
	retry_result (predicate; none)
		looks at the results of an attempt that returned no error; true retries it
	pause_from (func; none)
		func(error) (time.Duration, bool), or the same with the results and the parameters: the pause that the server asked for, if it is longer than the policy's own; backoff.RetryAfter is such a function
	max_hint (duration over 0, or none; none)
		the longest pause that a server may ask for; when it asks for a longer one the call ends with the attempt's error
	giveup (predicate; none)
		looks at a retryable error, and at parameters and results if it wants to, and may end the retrying at once
	fallback (func; none)
		takes the method's parameters and the error, and returns the call's results when the call has finally failed
	before_retry (func; none)
		func(context.Context, error) error, which is called after the pause, before the next attempt: to refresh a token, or to connect again; an error from it ends the call
	map_error (func; none)
		func(error) error, which is called with the error that a call ends with; the caller gets what it returns, if that is not nil; backoff.LastError is such a function
	hedge (duration over 0, or none; none)
		begins another attempt (one of max_tries) when one has run this long; the first success wins
	on_timeout (cancel or abandon; cancel)
		whether the call waits for an attempt that is out of time until it returns (cancel), or leaves it behind (abandon)
	retry_for (duration over 0, or none; none)
		no attempt begins later than this after the call began; one that runs is not cut off, as deadline would
	guard (variable; none)
		each attempt passes through the backoff.Guard in this package-level variable, such as a limit or a circuit breaker
	budget (variable; none)
		the backoff.RetryBudget in this package-level variable is asked before each retry, in place of the constructor's
	lifetime (call or result; by the results' types)
		whether the context of an attempt that succeeds ends with the call, or lives on for a result such as a stream
	replay (auto or none or always; auto)
		whether an argument that an attempt consumes, such as a reader, is rewound for the next attempt and ends the retrying where that is impossible (auto), always ends the retrying (none), or is passed again as it is (always)
	methods (comma list of names, * at an end; all)
		on an interface or an embedded line: the methods that this line is for; a name may end in *

The keys of when, each with its values and its default:

	pause (duration, or none; the policy's)
		the time from the end of an attempt to the start of the next
	max_tries (integer >= 1, or none; the policy's)
		there are never more attempts than this; the first one counts
	errors or exceptions (comma list; none: it has to be given)
		which errors are retried: values, types, functions, a client's (@pgx), or error for every one
	multiplier (number >= 1; the policy's)
		the pause before try n+1 is pause * multiplier^(n-1)
	max_pause (duration over 0, or none; the policy's)
		the upper bound of the policy's own pauses; max_hint is that of a server's
	jitter (none, full, equal, decorrelated, or a ratio in (0,1]; the policy's)
		spreads the pauses at random, within max_pause
	pause_from (func; the policy's)
		func(error) (time.Duration, bool), or the same with the results and the parameters: the pause that the server asked for, if it is longer than the policy's own; backoff.RetryAfter is such a function
	max_hint (duration over 0, or none; the policy's)
		the longest pause that a server may ask for; when it asks for a longer one the call ends with the attempt's error
	result (predicate; none)
		looks at the results of an attempt that returned no error, as retry_result does; true retries it as the case says

The keys of decorator, each with its values and its default:

	name (identifier; Retrying + the interface's name)
		the name of the generated type; the other names follow it
	constructor (identifier; New + the type's name)
		the constructor's name
	policies (identifier; the given name, or else the interface's, + Policies)
		the name of the struct of policies; the function that returns the default ones is called Default + this name
	target (temporal; none: there is a decorator, and nothing else)
		carries the calls out on Temporal too, by what is written into the folder that into names
	into (folder; none: it is given with target)
		the folder of another package, for what target says

The keys of wrap, each with its values and its default:

	with (func; the decorator that is generated in the same package)
		the constructor that decorates the results: a func(I, ...backoff.Option) T or func(I) T of any package
	methods (comma list of names, * at an end; all)
		on an interface or an embedded line: the methods that this line is for; a name may end in *

# Diagnostics

Diagnostics go to standard error, each as file:line:column: message. Each has a code, such as unknown-key, which -codes
prints at the end of the line and -json has as a member. This prints what a code means, what to do about it, and which
rule of docs/rules.md it belongs to:

	backoffgen explain CODE

The flag -rules of explain lists all codes. Where a folder has the name of a code, the word means the package there.

# Explaining

The command explain says what annotations mean, before anything is generated and without writing anything. For each
interface it names the decorator and the methods that are passed straight through. For each method under a policy it
prints

	annotation  the directive as written; the line with the method's name says where it is written
	policy      the keys that are set; of a shared policy (use) only the name is known before the program runs
	defaults    the other keys, with their values
	retried     which errors and results are retried. Timeouts are an attempt that times out and an error that matches
	            context.DeadlineExceeded or os.ErrDeadlineExceeded
	context     what is not possible for a method without a context
	lifetime    why the context of a successful attempt lives on, if it does
	replay      what an attempt consumes, and what is done with it before the next one
	latency     how long a call takes at most, however its attempts fail and however long they take
	load        how many attempts a call makes at most, and how many in its first second when each fails at once with an
	            error that is retried
	warning     what may be dangerous about that

and prints a table of its attempts for two callees: one where each attempt hangs until it is cut off, while each pause is as
long as the policy makes it, and one where each attempt fails at once with an error that is retried. Times count from the
start of the call. Where jitter or a server changes the pauses, the table has ranges, and if the pauses are long, the deadline
may allow fewer tries than the table shows. Attempts that a hedge begins overlap. The pauses are computed by the
runtime's own code, and the schedule is tested against its engine.

All of this is about the policy only. A call ends earlier when the caller's context does, when giveup says so, and at an
error that is not retried. The time that giveup, fallback, observers and the closing of discarded results take is extra.
A budget (WithBudget, an option of the constructor) reduces the load, and is not seen here. Policies that are changed by
WithPolicies, JSON or the environment are not seen either. Nested decorators multiply their loads: three tries of a
method that itself makes three are nine.

With -html it is written into a file instead, as a page that needs no other file and no network: with the policy in plain words,
pictures of the attempts over time, and a filter. With -json it is an array on standard output, with one object for each interface; diagnostics stay on standard error. A package with an
error is reported, and the others are explained.

What the errors of well-known clients mean is told by

	backoffgen explain -clients pgx redis

or of all clients, without a name: which of their errors say that nothing was done, which leave it open, and by what they are
known; on what each line rests, where it stands, and whether it was read or run; whether the client retries by itself, so
that tries multiply, and how that is switched off; where its server says when to come back.

# Simulating

	backoffgen simulate [-method Store.Fetch] [-outage 5s+5s:slow] [flags] [package]

The command simulate says what a policy does to a service. It lets a fleet of clients call a method under its policy, and the
service go through an outage: without retries, as annotated, and as annotated with the nearest improvement. Nothing is called:
it is a simulation on a clock of its own, with the runtime's own decisions and pauses.

	-method name    Store.Fetch, or Fetch; without it, the package's only method under a policy
	-clients n      number of clients, each with a budget of its own (1000)
	-rate r         calls per second and client (1); they begin at random, whether or not earlier ones still run
	-capacity r     requests that the service can carry out in a second (half more than there are calls)
	-latency d      that a request takes it, on average (50ms); capacity and latency together make the number of its servers
	-for d          length of the simulation (1m)
	-outage text    BEGIN+LENGTH:KIND; the kind is refuse, hang (no answer, and afterwards all that wait), slow (ten times the
	                latency), or shed (the same, but what would have to wait is refused, and asked to come back after a second)
	-budget ratio   retries are at most this share of a client's calls in ten seconds, as annotated and as improved
	-seed n         of all that is random (1): the same seed gives the same output
	-html file      write it into a file as a page with plots over time, which needs no other file

It prints for each of the three runs

	calls        that began
	failed       that ended with an error
	unfinished   that had not ended when the run did
	attempts     of all calls
	per call     the attempts of a call on average: the amplification of the load
	in vain      requests that the service carried out when nobody waited for them any more
	p50, p99     how long calls took at most, half of them and 99 of 100, within 3 %
	recovers     how long after the outage calls succeed as before it, to the end of the run

and in one sentence what happens as annotated. Metastable is a service that stays overloaded after the outage by the retries that it
fails. Each attempt that fails does so with an error that is retried, and in none of the policy's cases; giveup, guards and budgets in
the program are left out, which is said. A shared policy cannot be simulated. With -json it is an object on standard output, whose
runs have these numbers and a series of them over time. Interrupted, it prints what it had come to, and exits with 2.

# Checking

	backoffgen vet [-tags list] [-json] [-sarif] [-codes] [-v] [packages]
	go vet -vettool=$(which backoffgen) [packages]
	go vet -vettool=$(go tool -n backoffgen) [packages]

The command vet reports what generating would report about annotations and the types that they are about, and does nothing
else: nothing is written, and the packages need not compile. It also warns when a generated file next to its source does
not match the annotations there. It does not check anything else about generated files, such as whether another file has
the name of one.

The program is also a tool for go vet, which reports the same in the same words. They differ in what they see:

  - go vet sees that a generated file is stale where the comments of its methods tell of another policy, or of none. The
    command vet generates what it compares, so it sees everything.
  - go vet looks only at packages that compile, and the go command caches the results. It reports warnings in the same way
    as errors, and exits with 1 after either; -backoffgen.warnings=false leaves warnings out.
  - go vet runs the tool once for each package, so that there is no place for one log of all of them: -sarif is the command
    vet's alone. go vet -json prints what is found in each package as JSON, with the code as its category.
  - go vet knows only the packages that a package imports. What an annotation says about another one, found by a
    //backoff:import line or by its name in the standard library, is reported as not checked. It is checked as soon as the
    decorator has been generated, because then the generated file imports that package.

Where a diagnostic comes with an edit that would resolve it, as for a misspelt key, go fix applies the edit:

	go fix -fixtool=$(which backoffgen) [packages]

For other programs that run analyzers of package golang.org/x/tools/go/analysis there is the variable Analyzer in package
github.com/backoffgen/backoffgen/generator/analyzer.

# Exit status

	0  everything is up to date now
	1  files are missing, stale or superfluous (under -check)
	2  there were errors

Warnings do not count.
*/
package main
