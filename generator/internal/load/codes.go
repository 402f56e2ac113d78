package load

import "github.com/backoffgen/backoffgen/generator/diag"

// The codes of what keeps a folder from being loaded.
const (
	SyntaxError = "syntax-error"
	ListError   = "load"
	Unreadable  = "unreadable"
	ImportCycle = "import-cycle"
)

// Rules returns the rules that these codes stand for. The slice is the caller's own.
func Rules() []diag.Rule {
	return []diag.Rule{
		{Code: SyntaxError, Severity: diag.Error, Meaning: "a file of the package does not parse"},
		{Code: ListError, Severity: diag.Error, Meaning: "the go command cannot list the package"},
		{Code: ImportCycle, Severity: diag.Error, Meaning: "the package that decorators are to be written into is imported by that of their interfaces"},
		{Code: Unreadable, Severity: diag.Error, Meaning: "a file or a directory cannot be read"},
	}
}
