// Package sqlc has queries whose comments in SQL say how the methods that sqlc makes of them are retried. Package orders is
// what sqlc and backoffgen write.
package sqlc

//go:generate go run github.com/sqlc-dev/sqlc/cmd/sqlc@v1.31.1 generate
//go:generate go tool backoffgen ./orders
