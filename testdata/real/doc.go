// Package real decorates interfaces that nobody here wrote, each in a package of its own: go-redis, the AWS SDK's S3
// operations, pgx, client-go, etcd, io/fs and database/sql/driver. They are annotated in every way there is: by an
// interface-level default over an embedded line, on the embedded line itself, on an alias, and method by method.
//
// It is a module of its own, so that the root module depends on none of this. Its tests are run by the root's.
package real

//go:generate go tool backoffgen ./...
