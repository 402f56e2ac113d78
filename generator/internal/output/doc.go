// Package output writes generated files: it names them, tells them from files that the generator did not write, finds out
// which are stale, and replaces each as a whole. To compare and to write are two steps, so that nothing is written before
// everything has succeeded.
package output
