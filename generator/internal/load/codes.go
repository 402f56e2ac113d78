package load

import "github.com/backoffgen/backoffgen/generator/diag"

// The codes of what keeps a folder from being loaded.
const (
	SyntaxError = "syntax-error"
	ListError   = "load"
	Unreadable  = "unreadable"
	TooDeep     = "too-deep"
	ImportCycle = "import-cycle"
)

// Rules returns the rules that these codes stand for. The slice is the caller's own.
func Rules() []diag.Rule {
	return []diag.Rule{
		{Code: SyntaxError, Severity: diag.Error, Law: "2.3", Meaning: "a file of the package does not parse",
			Remedy: "fix the syntax there; until then the package's generated files stay as they are"},
		{Code: ListError, Severity: diag.Error, Law: "2.7", Meaning: "the go command cannot list the package",
			Remedy: "make go list work on it: the message has the go command's own words"},
		{Code: ImportCycle, Severity: diag.Error, Law: "2.10", Meaning: "the package of the interfaces imports the package that their decorators are to be written into",
			Remedy: "choose another folder for -o, or remove the import"},
		{Code: TooDeep, Severity: diag.Error, Law: "2.20", Meaning: "types of the package are within each other more than 200 deep, which would take too long to check",
			Remedy: "embed, or hold, fewer types in types; generated code that does so can be in a package of its own"},
		{Code: Unreadable, Severity: diag.Error, Law: "2.3", Meaning: "a file or a directory cannot be read",
			Remedy: "make it readable, or leave it out of the packages that are named"},
	}
}
