package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// exported are packages whose types the playground knows, beside the runtime's: those of the standard library that interfaces and
// annotations are likely to name. Others are taken to have what is named of them.
const exported = `bufio bytes context crypto database/sql database/sql/driver encoding encoding/base64 encoding/binary encoding/json errors fmt
	io io/fs iter log/slog maps math math/big math/rand math/rand/v2 mime/multipart net net/http net/netip net/textproto net/url
	os path/filepath reflect regexp slices sort strconv strings sync sync/atomic syscall time unicode/utf8`

// archive returns what the playground has to know of packages: of each the part of the go command's export data that has its types, which
// is that of the Go release in use, as the playground itself is.
func archive(ctx context.Context, root string) ([]byte, error) {
	args := append([]string{"list", "-export", "-f", "{{.ImportPath}}\t{{.Export}}"}, strings.Fields(exported)...)
	cmd := exec.CommandContext(ctx, "go", append(args, "./runtime", "./runtime/httphint")...)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	listed, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list -export: %w", err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for line := range strings.Lines(string(listed)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		types, err := definitions(file)
		if err != nil {
			return nil, fmt.Errorf("the export data of %s: %w", path, err)
		}
		f, err := w.Create(path)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(types); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}

// definitions returns the start of an archive of the compiler, up to the end of its member __.PKGDEF: the types, without the code.
func definitions(path string) ([]byte, error) {
	const magic, header = "!<arch>\n", 60 // bytes; the size of a member stands in ten of its header's
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	opening := make([]byte, len(magic)+header)
	if _, err := io.ReadFull(f, opening); err != nil {
		return nil, err
	}
	member := string(opening[len(magic):])
	if !strings.HasPrefix(string(opening), magic) || !strings.HasPrefix(member, "__.PKGDEF ") {
		return nil, errors.New("it does not begin with __.PKGDEF")
	}
	size, err := strconv.ParseInt(strings.TrimSpace(member[48:58]), 10, 64)
	if err != nil {
		return nil, err
	}
	types := make([]byte, size)
	_, err = io.ReadFull(f, types)
	return append(opening, types...), err
}
