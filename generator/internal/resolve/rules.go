package resolve

import "github.com/backoffgen/backoffgen/generator/diag"

// The codes of what the types say about annotations. They are stable, and each is explained by [Rules].
const (
	NotInterface      = "not-an-interface"
	NoMethods         = "interface-without-methods"
	ConstraintType    = "constraint-interface"
	BrokenInterface   = "broken-interface"
	NoErrorResult     = "no-error-result"
	NeedsContext      = "needs-context"
	NoEnd             = "without-end"
	LeftOut           = "attempt-timeout-left-out"
	ReachesNothing    = "default-reaches-nothing"
	Disagreement      = "embedded-disagree"
	Promoted          = "promoted-method"
	NotInherited      = "not-inherited"
	UndecoratedResult = "undecorated-result"
	UnknownName       = "unknown-name"
	AmbiguousName     = "ambiguous-name"
	UnexportedName    = "unexported-name"
	NotEverywhere     = "not-in-every-build"
	NotLoaded         = "package-not-loaded"
	UnusedImport      = "unused-import"
	ClashingImport    = "clashing-import"
	BadErrorsEntry    = "bad-errors-entry"
	UnknownClient     = "unknown-client"
	EmptyClass        = "empty-class"
	BadPredicate      = "bad-predicate"
	ConstantPredicate = "constant-predicate"
	BadPauseFrom      = "bad-pause-from"
	BadGuard          = "bad-guard"
	BadBudget         = "bad-budget"
	NoResults         = "nothing-judged"
	BadRetryResult    = "bad-retry-result"
	BadFallback       = "bad-fallback"
	BadBeforeRetry    = "bad-before-retry"
	BadMapError       = "bad-map-error"
	BadSharedPolicy   = "bad-shared-policy"
	InvalidPolicy     = "invalid-policy"
	UnreachableCase   = "unreachable-case"
	PartialWork       = "partial-work"
	NothingConsumed   = "nothing-consumed"
	BadIdempotent     = "bad-idempotent"
	CarriedOutTwice   = "carried-out-twice"
	NotRepeated       = "not-repeated"
	IdempotenceUnsaid = "idempotence-unsaid"
	UnknownLeftOut    = "unknown-left-out"
	HedgeConsumes     = "hedge-consumes"
	HedgeShares       = "hedge-shares"
	HedgeWithoutEnd   = "hedge-without-end"
	AbandonShares     = "abandon-shares"
	DiscardedResult   = "discarded-result"
	MayKeepContext    = "may-keep-context"
	NothingAbandoned  = "nothing-abandoned"
	BadWrap           = "bad-wrap"
	WrapsNothing      = "wraps-nothing"
	WrapElsewhere     = "wrap-elsewhere"
	BadName           = "bad-decorator-name"
	NameInUse         = "taken-name"
	NoSuchMethod      = "no-such-method"
	CannotTravel      = "cannot-travel"
	LosesFields       = "loses-fields"
	DurableLimits     = "durable-without-limit"
	DurableContext    = "durable-without-context"
	DurableCaller     = "durable-needs-inner"
	DurableDiffers    = "durable-differs"
	NothingDurable    = "nothing-durable"
)

// Rules returns the rules of this package, in the order of the documentation. The slice is the caller's own.
func Rules() []diag.Rule {
	return []diag.Rule{
		{Code: NotInterface, Severity: diag.Error, Law: "1.6", Meaning: "the annotated type is not an interface",
			Remedy: "annotate an interface that the type implements, and let callers take that"},
		{Code: NoMethods, Severity: diag.Error, Law: "1.6", Meaning: "the annotated interface has no methods to decorate",
			Remedy: "remove the annotation"},
		{Code: ConstraintType, Severity: diag.Error, Law: "1.6", Meaning: "a constraint is not a type that a decorator could implement",
			Remedy: "annotate an interface that has only methods"},
		{Code: BrokenInterface, Severity: diag.Error, Law: "1.6", Meaning: "a type that the annotated interface needs is not known",
			Remedy: "make the interface compile: declare or import what is missing"},
		{Code: NoErrorResult, Severity: diag.Error, Law: "1.7", Meaning: "a method that returns no error cannot be retried",
			Remedy: "remove the annotation, or let the method return an error as its last result"},
		{Code: NeedsContext, Severity: diag.Error, Law: "1.8", Meaning: "a method without a context cannot have this limit",
			Remedy: "give the method a context.Context parameter, leave the key out, or add on_timeout=abandon for a limit"},
		{Code: NoEnd, Severity: diag.Error, Law: "1.29", Meaning: "no max_tries, deadline or retry_for ends the retrying; a warning where a context can",
			Remedy: "add max_tries, deadline or retry_for, or write max_tries=none if only the caller's context is to end it"},
		{Code: LeftOut, Severity: diag.Warning, Law: "1.8", Meaning: "a default's attempt_timeout or hedge does not apply to methods without a context",
			Remedy: "give these methods annotations of their own, or add on_timeout=abandon"},
		{Code: ReachesNothing, Severity: diag.Warning, Law: "1.2", Meaning: "a default that applies to no method",
			Remedy: "remove it, or remove the annotations that replace it"},
		{Code: Disagreement, Severity: diag.Error, Law: "1.2", Meaning: "two embedded lines add the same method and are annotated differently",
			Remedy: "declare the method in the interface itself, with the annotation that is to count"},
		{Code: Promoted, Severity: diag.Error, Law: "2.16", Meaning: "a method that this package cannot declare is passed on unchanged; a warning under a default",
			Remedy: "remove the annotation, or annotate in the package that declares the method"},
		{Code: NotInherited, Severity: diag.Warning, Law: "1.2", Meaning: "methods of an annotated interface that is embedded here are not retried: annotations are not inherited",
			Remedy: "annotate the embedded line, or write //backoff:off on it if that is intended"},
		{Code: UndecoratedResult, Severity: diag.Warning, Law: "2.17", Meaning: "a method returns an interface that this package decorates, and returns it undecorated",
			Remedy: "write //backoff:wrap on the method, or //backoff:off if that is intended"},
		{Code: UnknownName, Severity: diag.Error, Law: "1.18", Meaning: "an annotation names something that does not exist",
			Remedy: "write the name that the hint has, declare it, or make its package known with //backoff:import"},
		{Code: AmbiguousName, Severity: diag.Error, Law: "1.18", Meaning: "more than one standard package has this name",
			Remedy: `say which: //backoff:import "math/rand/v2"`},
		{Code: UnexportedName, Severity: diag.Error, Law: "1.18", Meaning: "an annotation names something that another package does not export",
			Remedy: "name something exported, or export it"},
		{Code: NotEverywhere, Severity: diag.Warning, Law: "1.18", Meaning: "a name that an annotation needs is not declared in every build of its file",
			Remedy: "declare it for the other systems and tags too, or put the interface under the same constraint"},
		{Code: NotLoaded, Severity: diag.Error, Law: "1.18", Meaning: "a package that an annotation names cannot be loaded or imported here",
			Remedy: "correct the path, go get its module, or name something from another package"},
		{Code: UnusedImport, Severity: diag.Warning, Law: "1.17", Meaning: "no annotation needs this //backoff:import",
			Remedy: "remove the line"},
		{Code: ClashingImport, Severity: diag.Error, Law: "1.17", Meaning: "the name of a //backoff:import means something else in this file",
			Remedy: `give it an alias: //backoff:import other "path"`},
		{Code: NoSuchMethod, Severity: diag.Error, Law: "1.40", Meaning: "an entry of methods matches no method of the interface or embedded line that it is written on",
			Remedy: "write a name that is there, or the beginning of one and a *"},
		{Code: BadErrorsEntry, Severity: diag.Error, Law: "1.19", Meaning: "an entry of errors is not something that an error can be matched with",
			Remedy: "write an error variable, an error type, a func(error) bool, or error for every one"},
		{Code: UnknownClient, Severity: diag.Error, Law: "1.31", Meaning: "an entry that begins with @ names a client or a class of errors that is not known",
			Remedy: "write a name that backoffgen explain -clients lists, and one of its classes"},
		{Code: EmptyClass, Severity: diag.Error, Law: "1.31", Meaning: "no error or response of the client is of the class that an entry names",
			Remedy: "name another class: backoffgen explain -clients says what each holds, and why one is empty"},
		{Code: BadPredicate, Severity: diag.Error, Law: "1.20", Meaning: "a giveup is neither a function of an error nor a boolean expression over it, which both may also see results and parameters",
			Remedy: `name such a function, or write an expression such as giveup="err == io.EOF"`},
		{Code: ConstantPredicate, Severity: diag.Error, Law: "1.20", Meaning: "a predicate that does not depend on err or the results; a warning when it depends on something else",
			Remedy: "use err or the results in it, or leave it out"},
		{Code: BadPauseFrom, Severity: diag.Error, Law: "1.23", Meaning: "a pause_from is not a func(error) (time.Duration, bool), nor the same with results and parameters",
			Remedy: "name such a function: backoff.RetryAfter is one"},
		{Code: BadGuard, Severity: diag.Error, Law: "3.16", Meaning: "a guard is not a package-level variable that holds a backoff.Guard",
			Remedy: "name such a variable: var limit = backoff.NewLimit(100)"},
		{Code: BadBudget, Severity: diag.Error, Law: "4.5", Meaning: "a budget is not a package-level variable that holds a backoff.RetryBudget",
			Remedy: "name such a variable: var budget = backoff.Must(backoff.NewThrottle(10, 0.1))"},
		{Code: NoResults, Severity: diag.Warning, Law: "1.21", Meaning: "a default's retry_result has nothing to look at in methods that return only an error",
			Remedy: "give the other methods annotations of their own instead"},
		{Code: BadRetryResult, Severity: diag.Error, Law: "1.21", Meaning: "a retry_result is not a predicate over the results of the method",
			Remedy: "name a function that takes the results before the error, or write an expression over r0, r1 or their names"},
		{Code: BadFallback, Severity: diag.Error, Law: "1.24", Meaning: "a fallback does not take the method's parameters and an error, or does not return its results",
			Remedy: "give it the signature that the message names"},
		{Code: BadBeforeRetry, Severity: diag.Error, Law: "1.37", Meaning: "a before_retry is not a func(context.Context, error) error or func(context.Context) error",
			Remedy: "give it one of these signatures"},
		{Code: BadMapError, Severity: diag.Error, Law: "1.38", Meaning: "a map_error is not a func(error) error",
			Remedy: "give it that signature"},
		{Code: BadSharedPolicy, Severity: diag.Error, Law: "1.14", Meaning: "the name given to use is not a shared policy",
			Remedy: "name a package-level variable, or a function without parameters, of type backoff.Policy or *backoff.Policy"},
		{Code: InvalidPolicy, Severity: diag.Error, Law: "4.2", Meaning: "the policy as a whole is refused by the engine",
			Remedy: "change what the message names"},
		{Code: UnreachableCase, Severity: diag.Warning, Law: "1.3", Meaning: "no error ends in the case because of this entry, since an earlier case matches it",
			Remedy: "move the case above the other one, or remove the entry"},
		{Code: PartialWork, Severity: diag.Warning, Law: "3.10", Meaning: "a method that returns a count as well as an error may do a part of its work twice",
			Remedy: "leave it without a policy, or write replay=always if doing a part twice is safe"},
		{Code: NothingConsumed, Severity: diag.Warning, Law: "1.27", Meaning: "a replay on a method whose attempts consume no argument",
			Remedy: "leave the key out"},
		{Code: BadIdempotent, Severity: diag.Error, Law: "1.33", Meaning: "idempotent does not say whether the method may be carried out twice",
			Remedy: "write yes, no or key, or an expression such as \"req.Method == http.MethodGet\""},
		{Code: CarriedOutTwice, Severity: diag.Error, Law: "1.33", Meaning: "the policy would carry out twice what idempotent=no says must not be",
			Remedy: "leave out what the message names, or write idempotent=yes if twice does no harm"},
		{Code: NotRepeated, Severity: diag.Warning, Law: "1.33", Meaning: "under idempotent=no a timeout is never retried, since nobody knows what was done",
			Remedy: "take the timeout off the list, and name the errors after which nothing was done"},
		{Code: UnknownLeftOut, Severity: diag.Warning, Law: "1.31", Meaning: "a client's name alone leaves out what may have been carried out, where nobody has said whether twice does harm",
			Remedy: "write idempotent=yes to have it retried, idempotent=no to have no timed-out attempt retried either, or name the class unknown"},
		{Code: IdempotenceUnsaid, Severity: diag.Warning, Law: "1.33", Meaning: "two attempts may be carried out at the same time, and nobody has said whether that does harm",
			Remedy: "write idempotent=yes if it does none; else leave hedge or on_timeout=abandon out"},
		{Code: HedgeConsumes, Severity: diag.Error, Law: "1.25", Meaning: "a hedge on a method whose attempts consume an argument, so two of them cannot run at the same time",
			Remedy: "leave hedge out, or write replay=always if that is safe"},
		{Code: HedgeShares, Severity: diag.Warning, Law: "1.25", Meaning: "attempts that a hedge runs at the same time share a slice, a map or a pointer",
			Remedy: "make sure that the callee does not write to it, and say so with replay=always"},
		{Code: HedgeWithoutEnd, Severity: diag.Warning, Law: "1.25", Meaning: "a hedge without max_tries has no limit to the attempts that run at the same time",
			Remedy: "add max_tries"},
		{Code: AbandonShares, Severity: diag.Warning, Law: "1.26", Meaning: "an attempt that is left behind may write to what its caller has",
			Remedy: "return what the callee writes, or make sure that it does not, and say so with replay=always"},
		{Code: DiscardedResult, Severity: diag.Warning, Law: "3.9", Meaning: "a result that hedge or on_timeout=abandon discards ends by something else than Close",
			Remedy: "make sure that ending it so is right"},
		{Code: MayKeepContext, Severity: diag.Warning, Law: "3.9", Meaning: "a callee that keeps the context beside a function or a channel finds it ended when the call returns",
			Remedy: "write lifetime=result if it keeps the context, lifetime=call if it does not"},
		{Code: NothingAbandoned, Severity: diag.Warning, Law: "1.26", Meaning: "on_timeout=abandon where no attempt ever times out",
			Remedy: "add attempt_timeout or deadline, or leave the key out"},
		{Code: BadWrap, Severity: diag.Error, Law: "1.41", Meaning: "the with of a wrap is not a constructor that decorates what the methods return",
			Remedy: "name a func(I, ...backoff.Option) T or func(I) T, where I is the interface that a method returns and T implements it"},
		{Code: WrapsNothing, Severity: diag.Error, Law: "1.41", Meaning: "a wrap after which nothing comes back decorated, or an entry of its methods that names none",
			Remedy: "annotate the interface that the method returns, name a constructor with with=, or remove the annotation"},
		{Code: WrapElsewhere, Severity: diag.Error, Law: "1.41", Meaning: "the interface that a wrap is about is also built without the wrap's file",
			Remedy: "move the two interfaces into files of the same builds, or name a constructor with with="},
		{Code: BadName, Severity: diag.Error, Law: "1.16", Meaning: "a name for what is generated is not an identifier that a package can declare",
			Remedy: "choose another: //backoff:decorator name=N constructor=C"},
		{Code: NameInUse, Severity: diag.Error, Law: "1.16", Meaning: "a name for what is generated is already in use",
			Remedy: "choose another: //backoff:decorator name=N constructor=C"},
		{Code: CannotTravel, Severity: diag.Error, Law: "5.2", Meaning: "a parameter or a result cannot be sent to another process, or would arrive as something else",
			Remedy: "pass data: a struct with exported fields, a type with MarshalJSON and UnmarshalJSON; give what cannot travel an interface of its own"},
		{Code: LosesFields, Severity: diag.Warning, Law: "5.2", Meaning: "a parameter or a result arrives in another process without its unexported fields",
			Remedy: `export the fields, give the type MarshalJSON and UnmarshalJSON, or tag the fields with json:"-" if that is intended`},
		{Code: DurableLimits, Severity: diag.Error, Law: "5.1", Meaning: "a policy by which Temporal could not know when an attempt is lost",
			Remedy: "add attempt_timeout or deadline, and max_tries or deadline where pauses are shorter than a second"},
		{Code: DurableContext, Severity: diag.Error, Law: "5.1", Meaning: "a durable method has no context.Context",
			Remedy: "give the method a context.Context, or write //backoff:off on it"},
		{Code: DurableCaller, Severity: diag.Error, Law: "5.5", Meaning: "what a durable method's caller carries out is a method of the inner value, which only workers have",
			Remedy: "name a function"},
		{Code: DurableDiffers, Severity: diag.Warning, Law: "5.3", Meaning: "what a policy says means something else where attempts are made by many workers",
			Remedy: "leave the key out, or live with what the message says"},
		{Code: NothingDurable, Severity: diag.Error, Law: "5.1", Meaning: "an interface without a method under a policy is to be carried out on Temporal",
			Remedy: "put a policy on a method, or leave out the target"},
	}
}
