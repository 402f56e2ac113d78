module github.com/backoffgen/backoffgen/testdata/clients/standard

go 1.26.0

require github.com/backoffgen/backoffgen v0.1.0

replace github.com/backoffgen/backoffgen => ../../..
