package emit

import "github.com/dave/jennifer/jen"

// assertion stops the file from compiling when the interface has changed and the decorator has not.
func (e *emitter) assertion(d *decorator) *jen.Statement {
	is := jen.Var().Id("_").Add(e.interfaceType(d)).Op("=").Add(e.nilPointer(d))
	advice := jen.Commentf("If this does not compile, %s has changed: run go generate.", d.Interface.Name())
	if d.TypeParams.Len() > 0 {
		return advice.Line().Func().Id("_").Add(e.typeParamList(d)).Params().Block(is)
	}
	return is.Add(advice)
}

// handshake uses a constant of the runtime that only matching versions have.
func (e *emitter) handshake() *jen.Statement {
	return jen.Var().Id("_").Op("=").Add(e.engine(handshakeName)).
		Comment("If this does not compile: go get " + modulePath + "@latest where the runtime is older, go generate where it is newer.")
}
