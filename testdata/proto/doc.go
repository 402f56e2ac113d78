// Package proto has a service whose comments in a .proto file say how a client's methods are retried. Package inventory is what
// protoc-gen-go, protoc-gen-go-grpc and backoffgen write.
package proto

//go:generate go run ./compile inventory/inventory.proto
//go:generate go tool backoffgen ./inventory
