// Package clients has what the guides show of clients of others, in the folders below it.
package clients

//go:generate go tool backoffgen ./...
