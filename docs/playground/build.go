package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// page are the files that are published as they are.
//
//go:embed page
var page embed.FS

// build writes the playground into a folder: the page, the program as WebAssembly, what loads it, and the types that it knows. It returns the size
// of all of it, as it is sent.
func build(ctx context.Context, root, dir string) (size int64, err error) {
	if err := copyPage(dir); err != nil {
		return 0, err
	}
	loader, err := wasmLoader(ctx)
	if err != nil {
		return 0, err
	}
	types, err := archive(ctx, root)
	if err != nil {
		return 0, err
	}
	program, err := compile(ctx, root)
	if err != nil {
		return 0, err
	}
	for name, content := range map[string][]byte{"wasm_exec.js": loader, "types.zip": types, "playground.wasm.gz": program} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o666); err != nil {
			return 0, err
		}
	}
	err = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

// copyPage writes the files of the page into a folder, and over those of an earlier build.
func copyPage(dir string) error {
	return fs.WalkDir(page, "page", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(path, "page")))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		content, err := page.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, content, 0o666)
	})
}

// wasmLoader returns what loads a program of the Go release in use.
func wasmLoader(ctx context.Context) ([]byte, error) {
	goroot, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	return os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
}

// compile returns the program, compressed: not every server of static files compresses what it sends.
func compile(ctx context.Context, root string) ([]byte, error) {
	temp, err := os.MkdirTemp("", "playground")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	file := filepath.Join(temp, "playground.wasm")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", file, "./generator/internal/playground/wasm")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("go build: %w", err)
	}
	program, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(program); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}
