// Package output brings generated files to disk: it names them, tells its own files from foreign ones, finds out which
// are stale, and writes atomically. Finding out and writing are two steps, so that nothing touches the disk before
// everything has succeeded.
package output
