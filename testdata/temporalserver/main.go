// Temporalserver runs a Temporal server in memory, on a loopback port that the system chooses. It prints its address and its namespace in
// one line, and runs until its standard input ends, so that it does not outlive the test that has started it.
//
// It is for the tests in testdata/durable/crash, which are skipped without it. Compiling it takes some ten minutes of processor time and 210 MB,
// so no other test does. It is a module of its own, since the server does not compile with the API that the newest SDK needs:
//
//	cd testdata/temporalserver
//	go build -p 2 -o /tmp/temporalserver .
//	cd ../durable
//	BACKOFFGEN_TEMPORAL_SERVER=/tmp/temporalserver go test -v ./crash
package main

import (
	"fmt"
	"io"
	"os"

	"go.temporal.io/server/temporaltest"
)

func main() {
	server := temporaltest.NewServer()
	fmt.Println(server.GetFrontendHostPort(), server.GetDefaultNamespace())
	_, _ = io.Copy(io.Discard, os.Stdin)
	// The server is not stopped in good order: that logs to a test that is not there.
	os.Exit(0)
}
