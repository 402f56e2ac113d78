package seedretry_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/backoffgen/backoffgen/golden/seedretry"
)

// mirror has a file to give after two failures.
type mirror struct {
	seedretry.Files
	tries int
}

func (m *mirror) Download(context.Context, string) ([]byte, error) {
	if m.tries++; m.tries < 3 {
		return nil, errors.New("connection reset")
	}
	return []byte("file"), nil
}

// retry 5 is all it takes: at most five tries, at once, whatever the error is.
func ExampleRetryingFiles_Download_retry() {
	inner := &mirror{}
	file, err := seedretry.NewRetryingFiles(inner).Download(context.Background(), "https://example.com/file")
	fmt.Printf("%s, %v, after %d tries\n", file, err, inner.tries)
	// Output:
	// file, <nil>, after 3 tries
}
