module github.com/backoffgen/backoffgen/testdata/migrations/closures

go 1.26.0

require (
	github.com/avast/retry-go/v5 v5.1.1
	github.com/backoffgen/backoffgen v0.1.0
	github.com/cenkalti/backoff/v7 v7.0.3
	github.com/failsafe-go/failsafe-go v0.9.8
	github.com/google/go-cmp v0.7.0
)

require (
	github.com/bits-and-blooms/bitset v1.24.4 // indirect
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/rogpeppe/go-internal v1.16.0 // indirect
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
)

replace github.com/backoffgen/backoffgen => ../../..

tool github.com/backoffgen/backoffgen/cmd/backoffgen
