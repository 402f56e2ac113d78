// Package objects decorates operations of the AWS SDK's S3 client, as an interface that a program would declare for the
// few that it calls. The SDK retries too: a client for this decorator is made with aws.NopRetryer, or tries multiply.
package objects

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
)

//backoff:import "net"

// S3 is what a program needs of *s3.Client.
//
//backoff:policy attempt_timeout=2s deadline=10s pause=50ms max_tries=4 errors=net.Error,isServerFault
type S3 interface {
	HeadObject(ctx context.Context, in *s3.HeadObjectInput, optFns ...func(*s3.Options)) (*s3.HeadObjectOutput, error)
	ListObjectsV2(ctx context.Context, in *s3.ListObjectsV2Input, optFns ...func(*s3.Options)) (*s3.ListObjectsV2Output, error)
	DeleteObject(ctx context.Context, in *s3.DeleteObjectInput, optFns ...func(*s3.Options)) (*s3.DeleteObjectOutput, error)
	DeleteObjects(context.Context, *s3.DeleteObjectsInput, ...func(*s3.Options)) (*s3.DeleteObjectsOutput, error)
	CopyObject(ctx context.Context, params *s3.CopyObjectInput, optFns ...func(*s3.Options)) (*s3.CopyObjectOutput, error)
	CreateMultipartUpload(ctx context.Context, params *s3.CreateMultipartUploadInput, optFns ...func(*s3.Options)) (*s3.CreateMultipartUploadOutput, error)
	CompleteMultipartUpload(ctx context.Context, params *s3.CompleteMultipartUploadInput, optFns ...func(*s3.Options)) (*s3.CompleteMultipartUploadOutput, error)

	// GetObject returns a body that is read after the call, which its limits must not end.
	//
	//backoff:policy attempt_timeout=2s deadline=10s pause=50ms max_tries=3 errors=net.Error,isServerFault giveup=isMissing
	GetObject(ctx context.Context, params *s3.GetObjectInput, optFns ...func(*s3.Options)) (*s3.GetObjectOutput, error)

	// PutObject sends a body that may take longer than the others' attempts. It is retried where the body can be rewound.
	//
	//backoff:policy deadline=1m pause=50ms max_tries=3 errors=net.Error,isServerFault
	PutObject(ctx context.Context, params *s3.PutObjectInput, optFns ...func(*s3.Options)) (*s3.PutObjectOutput, error)

	// AbortMultipartUpload may find that an earlier attempt has done its work.
	//
	//backoff:retry 5 "giveup=errors.As(err, new(*types.NoSuchUpload))"
	AbortMultipartUpload(ctx context.Context, params *s3.AbortMultipartUploadInput, optFns ...func(*s3.Options)) (*s3.AbortMultipartUploadOutput, error)
}

var _ S3 = (*s3.Client)(nil)

// isServerFault tells SlowDown, InternalError and their like from what the caller did wrong.
func isServerFault(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && api.ErrorFault() == smithy.FaultServer
}

func isMissing(err error) bool {
	_, ok := errors.AsType[*types.NoSuchKey](err)
	return ok
}
