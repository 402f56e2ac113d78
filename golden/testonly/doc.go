// Package testonly has decorated interfaces in its test files alone.
package testonly
