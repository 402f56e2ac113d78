// Package testonly has decorated interfaces only in its test files.
package testonly
