package uploads_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/backoffgen/backoffgen/golden/uploads"
)

// outage prints what it is sent, and fails each time.
func outage() *store {
	return &store{attempt: func(read func(io.Reader) string, args ...any) error {
		if w, ok := args[0].(io.Writer); ok {
			fmt.Fprint(w, "a line; ")
		} else {
			fmt.Printf("sent %q\n", read(args[0].(io.Reader)))
		}
		return errors.New("connection lost")
	}}
}

// replay=auto, the default, sends a reader again from where it was, if it can be rewound. A pipe cannot, so that the first
// error is the caller's: an empty upload would be worse.
func ExampleRetryingStore_Put_replay() {
	ctx, files := context.Background(), uploads.NewRetryingStore(outage())
	fmt.Println(files.Put(ctx, "a", strings.NewReader("whole")))
	fmt.Println(files.Put(ctx, "b", io.MultiReader(strings.NewReader("once"))))
	// Output:
	// sent "whole"
	// sent "whole"
	// sent "whole"
	// connection lost
	// sent "once"
	// connection lost
}

// replay=none sends nothing twice, although the reader could be rewound.
func ExampleRetryingStore_PutOnce_replay() {
	fmt.Println(uploads.NewRetryingStore(outage()).PutOnce(context.Background(), strings.NewReader("once")))
	// Output:
	// sent "once"
	// connection lost
}

// replay=always passes the argument again as it is: these lines do no harm when they are written twice.
func ExampleRetryingStore_Log_replay() {
	var log bytes.Buffer
	err := uploads.NewRetryingStore(outage()).Log(context.Background(), struct{ io.Writer }{&log})
	fmt.Println(err)
	fmt.Println(log.String())
	// Output:
	// connection lost
	// a line; a line; a line;
}
