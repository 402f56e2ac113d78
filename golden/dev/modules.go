package main

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// The modules below the root. A light one is downloaded, compiled and tested within a minute or two by one slow
// processor with empty caches.
var (
	// light are tested by go test ./... at the root, each by a test of its own.
	light = []string{
		"generator/analyzer/golangci",
		"runtime/gobreakerbackoff",
		"runtime/grpchint",
		"runtime/otelbackoff",
		"testdata/breaker",
		"testdata/dashboard",
		"testdata/clients/standard",
		"testdata/migrations/closures",
		"testdata/migrations/gowrap",
		"testdata/migrations/store",
		"testdata/mutants",
		"testdata/proto",
	}

	// heavy are tested by go run ./golden/dev heavy: they need large clients, or start servers, or measure.
	heavy = []string{
		"runtime/temporalbackoff",
		"testdata/bench",
		"testdata/bench/generate",
		"testdata/chaos",
		"testdata/durable",
		"testdata/guides/clients",
		"testdata/guides/tools",
		"testdata/migrations/etcd",
		"testdata/migrations/objstore",
		"testdata/migrations/pods",
		"testdata/migrations/temporal",
		"testdata/pages",
		"testdata/sqlc",
		"testdata/real",
		"testdata/trials/aws",
		"testdata/trials/etcd",
		"testdata/trials/grpc",
		"testdata/trials/http",
		"testdata/trials/k8s",
		"testdata/trials/kafka",
		"testdata/trials/mariadb",
		"testdata/trials/nats",
		"testdata/trials/postgres",
		"testdata/trials/redis",
		"testdata/trials/sqlite",
	}

	// clients are tested by go run ./golden/dev clients, when what is known of a client's errors changes, and weekly. They
	// compile the modules of two dozen clients, which takes longer than all other tests together.
	clients = []string{
		"testdata/clients/cloud",
		"testdata/clients/elastic",
		"testdata/clients/queues",
		"testdata/clients/rpc",
		"testdata/clients/sql",
		"testdata/clients/sqlite",
		"testdata/clients/stores",
	}
)

// byHand are compiled by nobody but who wants to try something on what they make: a server whose build takes a quarter of an hour of
// processor time. How stands in their package comments.
var byHand = []string{"testdata/temporalserver"}

// all returns the lists as one, without byHand.
func all() []string { return slices.Concat(light, heavy, clients) }

// nested returns the folders below root that are modules of their own, with slashes and relative to root, sorted. It
// ignores the folders that the go command ignores.
func nested(root string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "vendor") {
			return fs.SkipDir
		}
		if !entry.IsDir() && name == "go.mod" && filepath.Dir(path) != root {
			relative, err := filepath.Rel(root, filepath.Dir(path))
			if err != nil {
				return err
			}
			found = append(found, filepath.ToSlash(relative))
		}
		return nil
	})
	slices.Sort(found)
	return found, err
}
