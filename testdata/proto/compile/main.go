// Compile runs protoc-gen-go and protoc-gen-go-grpc on a .proto file, as protoc and buf do, and writes what they generate beside it:
//
//	go run ./compile inventory/inventory.proto
//
// It needs no protoc to be installed.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/bufbuild/protocompile"
	"github.com/bufbuild/protocompile/protoutil"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/pluginpb"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("usage: go run ./compile FILE.proto")
	}
	files, err := generate(ctx, args[0])
	if err != nil {
		return err
	}
	for path, text := range files {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// generate returns the text of what the plugins make of a .proto file, by path.
func generate(ctx context.Context, path string) (map[string]string, error) {
	compiler := protocompile.Compiler{Resolver: &protocompile.SourceResolver{}, SourceInfoMode: protocompile.SourceInfoStandard}
	compiled, err := compiler.Compile(ctx, filepath.ToSlash(path))
	if err != nil {
		return nil, err
	}
	request, err := proto.Marshal(&pluginpb.CodeGeneratorRequest{
		FileToGenerate: []string{filepath.ToSlash(path)},
		Parameter:      proto.String("paths=source_relative"),
		ProtoFile:      []*descriptorpb.FileDescriptorProto{protoutil.ProtoFromFileDescriptor(compiled[0])},
	})
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, plugin := range []string{"protoc-gen-go", "protoc-gen-go-grpc"} {
		cmd := exec.CommandContext(ctx, "go", "tool", plugin)
		cmd.Stdin, cmd.Stderr = bytes.NewReader(request), os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("%v: %w", cmd, err)
		}
		var response pluginpb.CodeGeneratorResponse
		if err := proto.Unmarshal(out, &response); err != nil {
			return nil, fmt.Errorf("%v: %w", cmd, err)
		}
		if response.Error != nil {
			return nil, fmt.Errorf("%v: %s", cmd, *response.Error)
		}
		for _, f := range response.File {
			files[filepath.FromSlash(f.GetName())] = f.GetContent()
		}
	}
	return files, nil
}
