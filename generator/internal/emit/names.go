package emit

import "github.com/dave/jennifer/jen"

// The packages that generated code calls.
const (
	modulePath  = "github.com/backoffgen/backoffgen"
	runtimePath = modulePath + "/runtime" // what users type themselves: policies, matchers, options
	runtimeName = "backoff"
	enginePath  = runtimePath // what nobody but generated code calls
	engineName  = runtimeName
)

// The names of package enginePath. No other file has them, so that they are changed here alone.
const (
	handshakeName = "GeneratedV2"

	newDecoratorName         = "Decorate"
	detachedDecoratorName    = "Detached"
	newMethodName            = "Method"
	newMethodNoContextName   = "MethodWithoutContext"
	keepingName              = "Keeping"
	methodTypeName           = "Method"
	sharedPolicyName         = "Shared"
	policiesOfName           = "PoliciesOf"
	policyTag                = "backoff"
	noContextTag             = ",nocontext"
	setPolicyName            = "Set"
	checkedName              = "Checked"
	newCallName              = "Call"
	newDetachedCallName      = "Detach"
	newDetachedCallWithBody  = "DetachBody"
	callAttemptName          = "Attempt"
	callAttemptRequestName   = "AttemptRequest"
	callBodyName             = "Body"
	callNextName             = "Next"
	callLateName             = "Late"
	callEndName              = "End"
	callErrName              = "Err"
	callFailedName           = "Failed"
	callConsumesName         = "Consumes"
	callConsumesOnceName     = "ConsumesOnce"
	callConsumesBodyName     = "ConsumesBody"
	callReleaseOnCloseName   = "ReleaseOnClose"
	callDiscardName          = "Discard"
	callDiscardBodyName      = "DiscardBody"
	callDoneName             = "Done"
	callDoneUnlessResultName = "DoneUnless"
)

// over is the condition that a call has ended with what an attempt returned. A nil rejected is never true.
func over(call, ctx, err, rejected *jen.Statement) *jen.Statement {
	if rejected == nil {
		return call.Dot(callDoneName).Call(ctx, err)
	}
	return call.Dot(callDoneUnlessResultName).Call(ctx, err, rejected)
}

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
