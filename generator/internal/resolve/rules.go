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
	NotLoaded         = "package-not-loaded"
	UnusedImport      = "unused-import"
	ClashingImport    = "clashing-import"
	BadErrorsEntry    = "bad-errors-entry"
	BadPredicate      = "bad-predicate"
	ConstantPredicate = "constant-predicate"
	BadPauseFrom      = "bad-pause-from"
	NothingJudged     = "nothing-judged"
	BadJudge          = "bad-retry-result"
	BadFallback       = "bad-fallback"
	BadSharedPolicy   = "bad-shared-policy"
	InvalidPolicy     = "invalid-policy"
	PartialWork       = "partial-work"
	NothingConsumed   = "nothing-consumed"
	HedgeConsumes     = "hedge-consumes"
	HedgeShares       = "hedge-shares"
	NothingAbandoned  = "nothing-abandoned"
	BadName           = "bad-decorator-name"
	TakenName         = "taken-name"
)

// Rules returns the rules of this package, in the order of the documentation. The slice is the caller's own.
func Rules() []diag.Rule {
	return []diag.Rule{
		{Code: NotInterface, Severity: diag.Error, Meaning: "the annotated type is no interface"},
		{Code: NoMethods, Severity: diag.Error, Meaning: "the annotated interface has no methods to decorate"},
		{Code: ConstraintType, Severity: diag.Error, Meaning: "a constraint is no type that a decorator could implement"},
		{Code: BrokenInterface, Severity: diag.Error, Meaning: "a type that the annotated interface needs does not resolve"},
		{Code: NoErrorResult, Severity: diag.Error, Meaning: "a method that returns no error cannot be retried"},
		{Code: NeedsContext, Severity: diag.Error, Meaning: "a method without a context cannot keep this limit"},
		{Code: NoEnd, Severity: diag.Error, Meaning: "neither max_tries nor deadline ends the retrying; a warning where a context can"},
		{Code: LeftOut, Severity: diag.Warning, Meaning: "a default's attempt_timeout or hedge does not hold for methods without a context"},
		{Code: ReachesNothing, Severity: diag.Warning, Meaning: "a default that no method takes"},
		{Code: Disagreement, Severity: diag.Error, Meaning: "two embedded lines are annotated differently and bring the same method"},
		{Code: Promoted, Severity: diag.Error, Meaning: "a method that this package cannot write is passed on as it is; a warning under a default"},
		{Code: NotInherited, Severity: diag.Warning, Meaning: "methods of an annotated interface that is embedded here are not retried: annotations are not inherited"},
		{Code: UndecoratedResult, Severity: diag.Warning, Meaning: "a method returns an interface that this package decorates, and returns it undecorated"},
		{Code: UnknownName, Severity: diag.Error, Meaning: "an annotation names what is not there"},
		{Code: AmbiguousName, Severity: diag.Error, Meaning: "more than one standard package has this name"},
		{Code: UnexportedName, Severity: diag.Error, Meaning: "an annotation names what another package keeps to itself"},
		{Code: NotLoaded, Severity: diag.Error, Meaning: "a package that an annotation names cannot be loaded or imported here"},
		{Code: UnusedImport, Severity: diag.Warning, Meaning: "no annotation needs this //backoff:import"},
		{Code: ClashingImport, Severity: diag.Error, Meaning: "the name of a //backoff:import means something else in this file"},
		{Code: BadErrorsEntry, Severity: diag.Error, Meaning: "an entry of errors is nothing that an error can be matched with"},
		{Code: BadPredicate, Severity: diag.Error, Meaning: "a predicate is neither a func(error) bool nor a boolean expression over err"},
		{Code: ConstantPredicate, Severity: diag.Error, Meaning: "a predicate that does not depend on err; a warning when it depends on something else"},
		{Code: BadPauseFrom, Severity: diag.Error, Meaning: "a pause_from is no func(error) (time.Duration, bool)"},
		{Code: NothingJudged, Severity: diag.Warning, Meaning: "a default's retry_result has nothing to look at in methods that return an error alone"},
		{Code: BadJudge, Severity: diag.Error, Meaning: "a retry_result is no predicate over the results of the method"},
		{Code: BadFallback, Severity: diag.Error, Meaning: "a fallback does not take the method's parameters and an error, or return its results"},
		{Code: BadSharedPolicy, Severity: diag.Error, Meaning: "the name given to use is no shared policy"},
		{Code: InvalidPolicy, Severity: diag.Error, Meaning: "the policy as a whole is refused by the engine"},
		{Code: PartialWork, Severity: diag.Warning, Meaning: "a method that returns a count beside its error may be done in part, and then again"},
		{Code: NothingConsumed, Severity: diag.Warning, Meaning: "a replay on a method whose attempts consume no argument"},
		{Code: HedgeConsumes, Severity: diag.Error, Meaning: "a hedge on a method whose attempts consume an argument, which two at the same time cannot"},
		{Code: HedgeShares, Severity: diag.Warning, Meaning: "attempts that a hedge runs at the same time share a slice, a map or a pointer"},
		{Code: NothingAbandoned, Severity: diag.Warning, Meaning: "on_timeout=abandon where no attempt is ever out of time"},
		{Code: BadName, Severity: diag.Error, Meaning: "a name for what is generated is no identifier that a package can declare"},
		{Code: TakenName, Severity: diag.Error, Meaning: "a name for what is generated is taken"},
	}
}
