// Package tools is a service whose parts other generators write, too: its mocks, and what puts it together.
package tools

//go:generate go tool backoffgen
//go:generate go tool mockery
//go:generate go tool moq -out moq_test.go . Store
//go:generate go tool wire
