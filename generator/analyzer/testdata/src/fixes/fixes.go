package fixes

type Store interface {
	/* want `warning: this is a comment, not an annotation: there is a space after the slashes .write //backoff:retry.` */ // backoff:retry 3
	Do() error

	/* want `unknown key max_pauses of retry .did you mean max_pause\?.` */ //backoff:retry 3 max_pauses=1s pause=1s
	Again() error
}
