/*
Backoffgen writes typed decorators that retry the methods of Go interfaces as //backoff: annotations say.

	//go:generate go tool backoffgen

	type Store interface {
		//backoff:policy attempt_timeout=100ms deadline=1s pause=100ms max_tries=3 errors=ErrBusy
		Fetch(ctx context.Context, id string) (*User, error)
	}

For this it writes NewRetryingStore, which takes a Store and returns one that retries.

# Usage

	backoffgen [flags] [packages]

Packages are named as for the go command; without any, it is the package in the current directory. A .go file stands for
the whole package of its directory.

For each source file x.go with annotated interfaces backoffgen writes x_backoff.go beside it, and x_backoff_test.go for
x_test.go. A file that it wrote earlier and that nothing generates any more is removed: its source is gone or has no
annotation left. It never overwrites or removes a file that does not start with its own header (or is empty), and it
leaves the files of sources alone that build constraints exclude from this run.

A package with an error has none of its files touched; the other packages are generated. What the code around the
interfaces does, whether it compiles, and what the generated files hold at the moment, does not matter.

# Flags

	-check      write nothing; list the files that are missing, stale or superfluous, and exit with 1 if there are any
	-diff       write nothing; print what would change as a unified diff
	-tags list  build tags to consider satisfied, separated by commas
	-json       print diagnostics as a JSON array
	-v          say what is loaded, written, removed and left as it is
	-version    print the version

The flags -o and -pkg (decorators in another package) and the commands explain and vet are not supported yet.

Diagnostics go to standard error, each as file:line:column: message. What was asked for, that is diffs, the list of
-check and the version, goes to standard output.

# Exit status

	0  everything is up to date now
	1  files are missing, stale or superfluous (under -check)
	2  there were errors

Warnings do not count.
*/
package main
