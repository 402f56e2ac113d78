package objects

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A bucket is S3 with one object, whose attempts fail or hang as a test says.
type bucket struct {
	S3       // the operations that no test calls
	failures int
	err      error // nil: an attempt that fails hangs until its context is done
	attempts int
	options  int      // that the last attempt was given
	received []string // the contents of the objects put
}

func (b *bucket) attempt(ctx context.Context, optFns []func(*s3.Options)) error {
	b.attempts++
	b.options = len(optFns)
	switch {
	case b.attempts > b.failures:
		return nil
	case b.err != nil:
		return b.err
	}
	<-ctx.Done()
	return &smithy.CanceledError{Err: ctx.Err()}
}

func (b *bucket) GetObject(ctx context.Context, in *s3.GetObjectInput, optFns ...func(*s3.Options)) (*s3.GetObjectOutput, error) {
	if err := b.attempt(ctx, optFns); err != nil {
		return nil, err
	}
	return &s3.GetObjectOutput{Body: body{ctx, strings.NewReader("content of " + *in.Key)}}, nil
}

func (b *bucket) HeadObject(ctx context.Context, _ *s3.HeadObjectInput, optFns ...func(*s3.Options)) (*s3.HeadObjectOutput, error) {
	if err := b.attempt(ctx, optFns); err != nil {
		return nil, err
	}
	return &s3.HeadObjectOutput{ContentLength: aws.Int64(7)}, nil
}

func (b *bucket) PutObject(ctx context.Context, in *s3.PutObjectInput, optFns ...func(*s3.Options)) (*s3.PutObjectOutput, error) {
	content, err := io.ReadAll(in.Body)
	if err != nil {
		return nil, err
	}
	b.received = append(b.received, string(content))
	return &s3.PutObjectOutput{}, b.attempt(ctx, optFns)
}

func (b *bucket) AbortMultipartUpload(ctx context.Context, _ *s3.AbortMultipartUploadInput, optFns ...func(*s3.Options)) (*s3.AbortMultipartUploadOutput, error) {
	return &s3.AbortMultipartUploadOutput{}, b.attempt(ctx, optFns)
}

// A body is read under the context of the request that it answers, as an HTTP client's is.
type body struct {
	ctx context.Context
	io.Reader
}

func (b body) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	return b.Reader.Read(p)
}

func (b body) Close() error { return nil }

var (
	slowDown = &smithy.GenericAPIError{Code: "SlowDown", Fault: smithy.FaultServer}
	denied   = &smithy.GenericAPIError{Code: "AccessDenied", Fault: smithy.FaultClient}
)

func TestGetObjectThatFailsTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bucket{failures: 2, err: &smithy.OperationError{ServiceID: "S3", OperationName: "GetObject", Err: slowDown}}
		start := time.Now()
		out, err := NewRetryingS3(b).GetObject(t.Context(), &s3.GetObjectInput{Key: aws.String("key")}, func(*s3.Options) {}, func(*s3.Options) {})
		if err != nil {
			t.Fatal(err)
		}
		if got := time.Since(start); got != 100*time.Millisecond || b.attempts != 3 || b.options != 2 {
			t.Errorf("took %v and %d attempts, the last with %d options", got, b.attempts, b.options)
		}
		time.Sleep(time.Minute) // the limits are long past
		if got, err := io.ReadAll(out.Body); string(got) != "content of key" || err != nil {
			t.Errorf("the body is %q, %v", got, err)
		}
		if _, same := out.Body.(body); !same {
			t.Errorf("the client's body was replaced by a %T", out.Body)
		}
	})
}

func TestHeadObjectThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bucket{failures: 2}
		start := time.Now()
		out, err := NewRetryingS3(b).HeadObject(t.Context(), &s3.HeadObjectInput{})
		if err != nil || *out.ContentLength != 7 {
			t.Errorf("got %v, %v", out, err)
		}
		if got := time.Since(start); got != 4100*time.Millisecond {
			t.Errorf("took %v, want two attempts of 2 s and two pauses", got)
		}

		b = &bucket{failures: 100}
		_, err = NewRetryingS3(b).HeadObject(t.Context(), &s3.HeadObjectInput{})
		if _, ok := errors.AsType[*smithy.CanceledError](err); !ok || !errors.Is(err, backoff.ErrAttemptTimeout) || b.attempts != 4 {
			t.Errorf("got %v after %d attempts, want that and how the last one ended", err, b.attempts)
		}
	})
}

func TestPutObjectIsSentWholeAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bucket{failures: 2, err: slowDown}
		body := strings.NewReader("skipped, content")
		if _, err := body.Seek(int64(len("skipped, ")), io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if _, err := NewRetryingS3(b).PutObject(t.Context(), &s3.PutObjectInput{Body: body}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(b.received, "|"); got != "content|content|content" {
			t.Errorf("the attempts sent %q", got)
		}
	})
}

func TestWhatIsNotRetried(t *testing.T) {
	for _, test := range []struct {
		name string
		err  error
		call func(context.Context, S3) error
	}{
		{"another error", denied, func(ctx context.Context, s S3) error {
			_, err := s.HeadObject(ctx, &s3.HeadObjectInput{})
			return err
		}},
		{"giveup by function", &types.NoSuchKey{}, func(ctx context.Context, s S3) error {
			_, err := s.GetObject(ctx, &s3.GetObjectInput{})
			return err
		}},
		{"giveup by expression", &types.NoSuchUpload{}, func(ctx context.Context, s S3) error {
			_, err := s.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{})
			return err
		}},
		{"an upload that cannot be rewound", slowDown, func(ctx context.Context, s S3) error {
			_, err := s.PutObject(ctx, &s3.PutObjectInput{Body: io.MultiReader(strings.NewReader("content"))})
			return err
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := &bucket{failures: 100, err: test.err}
			if err := test.call(t.Context(), NewRetryingS3(b)); err != test.err || b.attempts != 1 {
				t.Errorf("got %v after %d attempts, want %v itself after one", err, b.attempts, test.err)
			}
		})
	}
}
