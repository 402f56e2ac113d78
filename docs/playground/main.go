/*
Command playground builds a page on which people try annotations in their browser, and serves it on this machine.

	go run ./docs/playground             # serves it, and says where
	go run ./docs/playground -o folder   # writes it into a folder, to be published

The page runs backoffgen as WebAssembly: what is typed stays in the browser. It has to be built where this repository is.
*/
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	out := flag.String("o", "", "write it into this folder, and serve nothing")
	address := flag.String("addr", "127.0.0.1:0", "serve it at this address")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *out, *address); err != nil {
		fmt.Fprintln(os.Stderr, "playground:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out, address string) error {
	mod, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return fmt.Errorf("go env GOMOD: %w", err)
	}
	root := filepath.Dir(strings.TrimSpace(string(mod)))
	dir := out
	if dir == "" {
		if dir, err = os.MkdirTemp("", "playground"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	size, err := build(ctx, root, dir)
	if err != nil {
		return err
	}
	fmt.Printf("built: %.2f MB\n", float64(size)/1e6)
	if out != "" {
		return nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	server := &http.Server{Handler: http.FileServerFS(os.DirFS(dir)), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
