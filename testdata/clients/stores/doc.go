// Package stores has the predicates of clients as the generator prints them, compiles them against the clients, and asks them
// about errors.
package stores
