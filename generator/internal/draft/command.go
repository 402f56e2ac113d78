package draft

import (
	"bytes"
	"fmt"
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// Some clients return commands, such as go-redis, whose Get returns a *redis.StringCmd: the error is what its method Result returns.
// A decorator has to see it. So the interface has what Result returns, and an adapter makes one of the client.

// signatureOf returns the signature that a method has in the interface.
func signatureOf(m *types.Func) *types.Signature {
	if made := resultOf(m.Signature()); made != nil {
		return made
	}
	return resolve.WithoutMadeNames(m.Signature())
}

// resultOf returns the signature of a method that returns a command with the results of that in its place, or nil where it returns
// none.
func resultOf(sig *types.Signature) *types.Signature {
	if sig.Results().Len() != 1 {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(sig.Results().At(0).Type(), true, nil, "Result")
	result, ok := obj.(*types.Func)
	if !ok || result.Signature().Params().Len() > 0 || !resolve.ReturnsError(result.Signature()) {
		return nil
	}
	var results []*types.Var
	for v := range result.Signature().Results().Variables() {
		results = append(results, types.NewParam(v.Pos(), v.Pkg(), "", v.Type()))
	}
	return types.NewSignatureType(nil, nil, nil, sig.Params(), types.NewTuple(results...), sig.Variadic())
}

// adapter returns the declaration of a type that makes the interface of the client, or nothing where the client has all its methods.
func (d *drafter) adapter(iface string, methods []*types.Func) string {
	var b strings.Builder
	name, of, args := d.adapterName(iface), d.reference(), d.typeArgs()
	for _, m := range methods {
		sig := resultOf(m.Signature())
		if text, _ := d.signature(m); sig == nil || text == "" {
			continue
		}
		names, params := d.parameters(sig)
		receiver := "c"
		for strings.Contains(" "+strings.ReplaceAll(names, ",", "")+" ", " "+receiver+" ") {
			receiver += "c"
		}
		var results bytes.Buffer
		types.WriteSignature(&results, types.NewSignatureType(nil, nil, nil, nil, sig.Results(), false), d.imports.qualifier)
		fmt.Fprintf(&b, "\nfunc (%s %s%s) %s(%s)%s {\n\treturn %s.%s.%s(%s).Result()\n}\n",
			receiver, name, args, m.Name(), params, strings.TrimPrefix(results.String(), "()"), receiver, d.Type.Name(), m.Name(), names)
	}
	if b.Len() == 0 {
		return ""
	}
	pointer := "*"
	if types.IsInterface(d.typ) {
		pointer = ""
	}
	var out strings.Builder
	for _, line := range wrap(fmt.Sprintf("%s makes %s of a %s%s, whose methods return commands: NewRetrying%s(%s{client}).", name, goname.WithArticle(iface), pointer, d.typeName(), iface, name)) {
		fmt.Fprintf(&out, "// %s\n", line)
	}
	fmt.Fprintf(&out, "type %s%s struct{ %s%s }\n%s", name, d.typeParams(), pointer, of, b.String())
	return out.String()
}

// adapterName returns a name for the adapter that the package does not declare.
func (d *drafter) adapterName(iface string) string {
	name := goname.Unexported(d.Type.Name())
	if p := d.Type.Pkg(); p != nil && p.Path() != d.Path {
		name = p.Name() + goname.Exported(d.Type.Name())
	}
	for d.Names[name] || name == iface || name == d.Type.Name() {
		name += "Adapter"
	}
	return name
}

// parameters returns the parameters of a method by name, as they are passed on and as they are declared.
func (d *drafter) parameters(sig *types.Signature) (names, params string) {
	var passed, declared []string
	for i := range sig.Params().Len() {
		v := sig.Params().At(i)
		name := v.Name()
		if name == "" || name == "_" {
			name = fmt.Sprint("p", i)
		}
		t := types.TypeString(v.Type(), d.imports.qualifier)
		if sig.Variadic() && i == sig.Params().Len()-1 {
			passed, declared = append(passed, name+"..."), append(declared, name+" ..."+strings.TrimPrefix(t, "[]"))
			continue
		}
		passed, declared = append(passed, name), append(declared, name+" "+t)
	}
	return strings.Join(passed, ", "), strings.Join(declared, ", ")
}
