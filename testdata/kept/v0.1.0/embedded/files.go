// Package embedded has interfaces that embed others, on several levels and from other packages.
package embedded

import (
	"context"
	"io"
	"io/fs"
)

// Opener is on the lowest level.
type Opener interface {
	Open(ctx context.Context, name string) (fs.File, error)
}

// OpenCloser is in the middle. Its own annotation does not apply to what embeds it.
type OpenCloser interface {
	Opener
	//backoff:retry 9
	Sync(ctx context.Context) error
	io.Closer
}

// Storage embeds everything, and says line by line what is retried.
type Storage interface {
	// Stat is first here, and so in the decorator.
	//
	//backoff:retry 2
	Stat(ctx context.Context, name string) (fs.FileInfo, error)

	//backoff:retry 3
	OpenCloser

	io.ReadWriter // not annotated: passed through

	//backoff:off
	io.Seeker
}

// Closer is an alias of an interface of another package.
//
//backoff:retry 4
type Closer = io.ReadCloser

// Bucket has the methods of a client, whose declaration is elsewhere: lines on top say what is for which of them.
//
//backoff:retry 5
//backoff:off methods=Seek
//backoff:retry 3 methods=Read*,Close
type Bucket interface {
	io.ReadSeekCloser

	//backoff:retry 2 methods=WriteString
	//backoff:off
	Writers

	Sync() error
}

// Writers writes.
type Writers interface {
	io.Writer
	io.StringWriter
}
