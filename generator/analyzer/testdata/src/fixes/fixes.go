package fixes

type Store interface {
	/* want `warning: a comment and no annotation: a blank stands behind the slashes .write //backoff:retry.` */ // backoff:retry 3
	Do() error

	/* want `unknown key max_pauses of retry .did you mean max_pause\?.` */ //backoff:retry 3 max_pauses=1s pause=1s
	Again() error
}
