// Package standard decorates interfaces of the standard library: those of io/fs, which take no context, and those of
// database/sql/driver.
package standard

import "io/fs"

// FS is io/fs's under an alias, as for files on a network.
//
//backoff:retry 3 errors=syscall.EIO,syscall.ESTALE
type FS = fs.FS

// Tree reads whole files and folders. Each of its embedded lines brings Open.
//
//backoff:policy pause=5ms deadline=1s max_tries=4 errors=syscall.EIO,*fs.PathError giveup="errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)"
type Tree interface {
	fs.ReadDirFS
	fs.ReadFileFS
	fs.StatFS
	fs.GlobFS

	// Glob walks the tree by the other methods of what implements it.
	//
	//backoff:off
	Glob(pattern string) ([]string, error)
}

// File is an open file: what it has read cannot be read again, so that only Stat is retried.
type File interface {
	fs.ReadDirFile

	//backoff:retry 3 errors=syscall.EIO
	Stat() (fs.FileInfo, error)
}
