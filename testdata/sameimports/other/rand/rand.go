// Package rand is the third of its name.
package rand

// A Source is a source.
type Source struct{ Seed int }
