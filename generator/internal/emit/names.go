package emit

import "github.com/dave/jennifer/jen"

// The packages that generated code calls.
const (
	modulePath  = "github.com/backoffgen/backoffgen"
	runtimePath = modulePath + "/runtime" // what users type themselves: policies, matchers, options
	runtimeName = "backoff"
	enginePath  = runtimePath + "/decorate" // what only generated code calls
	engineName  = "decorate"
)

// The names of package enginePath. They are written only here.
const (
	handshakeName = "GeneratedV2"

	newDecoratorName = "New"
	newMethodName    = "Method"
	withoutContext   = "WithoutContext"
	keepsResult      = "KeepsResult"
	runsAsync        = "RunsAsync"
	hasFallback      = "HasFallback"
	hasBudget        = "HasBudget"
	hasKey           = "HasKey"
	notIdempotent    = "NotIdempotent"
	asksIdempotent   = "AsksIdempotent"
	seesTime         = "SeesTime"
	questionsName    = "Questions"
	failureName      = "Failure"
	hasGuard         = "HasGuard"
	takesGuard       = "TakesGuard"
	methodTypeName   = "Method"
	sharedPolicyName = "Shared"
	policiesOfName   = "PoliciesOf"
	policyTag        = "backoff"
	noContextTag     = ",nocontext"
	setPolicyName    = "Set"
	checkedName      = "Checked"
	clearName        = "Clear"
	notNilName       = "NotNil"
	discarderName    = "Discarder"
	decoratorName    = "Decorator"
	decoratorForName = "For"
	decoratorOptions = "Options"
	decoratorAnew    = "Anew"
	decoratorErrors  = "Errors"
	eachOfSliceName  = "Slice"
	eachOfMapName    = "Map"

	callMayRepeatName       = "MayRepeat"
	newCallName             = "Call"
	resumedCallName         = "Resume"
	newAsyncCallName        = "Async"
	resumedAsyncCallName    = "ResumeAsync"
	newAsyncCallWithBody    = "AsyncBody"
	callAttemptName         = "Attempt"
	callAttemptRequestName  = "AttemptRequest"
	callEnterName           = "Enter"
	callBodyName            = "Body"
	callNextName            = "Next"
	callDiscardLateName     = "DiscardLate"
	callEndName             = "End"
	callErrName             = "Err"
	callFailedName          = "Failed"
	callFellBackName        = "FellBack"
	callConsumesName        = "Consumes"
	callConsumesOnceName    = "ConsumesOnce"
	callConsumesBodyName    = "ConsumesBody"
	callConsumesWhenSetName = "ConsumesWhenSet"
	flagSetName             = "Set"
	callReleaseOnCloseName  = "ReleaseOnClose"
	callDiscardName         = "Discard"
	callDiscardBodyName     = "DiscardBody"
	callAskName             = "Ask"
	callRetryName           = "Retry"
	callRejectName          = "Reject"
	callInName              = "In"
	callExpiredName         = "Expired"
)

// runtime is a name of the package that users know.
func (e *emitter) runtime(name string) *jen.Statement {
	return jen.Id(e.importName(runtimePath, runtimeName)).Dot(name)
}

// engine is a name of the package that is there for generated code.
func (e *emitter) engine(name string) *jen.Statement {
	return jen.Id(e.importName(enginePath, engineName)).Dot(name)
}

// engineImport is the name that a function's locals must not hide where it calls the engine.
func (e *emitter) engineImport() string { return e.importName(enginePath, engineName) }
