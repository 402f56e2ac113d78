// Package wiring reads the Go code around annotations, function bodies included: which decorators are put into others, and what
// the policies, budgets and guards are declared with that annotations name.
package wiring

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Code is the type-checked code of a package. Types may be missing where it does not compile.
type Code struct {
	Fset  *token.FileSet
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info
}
