module github.com/backoffgen/backoffgen/generator/analyzer/golangci

go 1.26.0

replace github.com/backoffgen/backoffgen => ../../..

require (
	github.com/backoffgen/backoffgen v0.1.0
	github.com/golangci/plugin-module-register v0.1.2
	golang.org/x/tools v0.52.0
)

require github.com/rogpeppe/go-internal v1.16.0 // indirect
