// Package runtime is a folder of that name.
package runtime

// A Frame is not the standard library's.
type Frame struct{ Depth int }
