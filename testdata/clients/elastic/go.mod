module github.com/backoffgen/backoffgen/testdata/clients/elastic

go 1.26.0

require (
	github.com/backoffgen/backoffgen v0.0.0
	github.com/elastic/go-elasticsearch/v9 v9.5.2
)

replace github.com/backoffgen/backoffgen => ../../..
