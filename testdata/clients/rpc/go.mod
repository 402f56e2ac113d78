module github.com/backoffgen/backoffgen/testdata/clients/rpc

go 1.26.0

require (
	connectrpc.com/connect v1.21.1
	github.com/backoffgen/backoffgen v0.1.0
	github.com/googleapis/gax-go/v2 v2.27.0
	go.etcd.io/etcd/api/v3 v3.7.3
	go.temporal.io/api v1.64.3
	google.golang.org/api v0.313.0
	google.golang.org/genproto/googleapis/rpc v0.0.0-20261110000943-09e21b237f2c
	google.golang.org/grpc v1.85.0
	google.golang.org/protobuf v1.36.12
)

require (
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

require (
	github.com/backoffgen/backoffgen/runtime/grpchint v0.1.0
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/rogpeppe/go-internal v1.16.0 // indirect
	golang.org/x/mod v0.43.0 // indirect
	golang.org/x/sync v0.25.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
)

replace github.com/backoffgen/backoffgen => ../../..

tool github.com/backoffgen/backoffgen/cmd/backoffgen

replace github.com/backoffgen/backoffgen/runtime/grpchint => ../../../runtime/grpchint
