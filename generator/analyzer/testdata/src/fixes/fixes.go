package fixes

type Store interface {
	/* want `warning: a comment and no annotation: a blank stands behind the slashes .write //backoff:retry.` */ // backoff:retry 3
	Do() error

	/* want `unknown key tries of retry .did you mean max_tries\?.` */ //backoff:retry 3 tries=4
	Again() error
}
