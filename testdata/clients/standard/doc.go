// Package standard has the predicates of the clients of the standard library, as the generator prints them, and asks them
// about errors.
package standard
