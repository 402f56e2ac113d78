module github.com/backoffgen/backoffgen/testdata/migrations/store

go 1.26.0

require (
	github.com/backoffgen/backoffgen v0.1.0
	github.com/lib/pq v1.12.3
)

require (
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/rogpeppe/go-internal v1.16.0 // indirect
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
)

replace github.com/backoffgen/backoffgen => ../../..

tool github.com/backoffgen/backoffgen/cmd/backoffgen
