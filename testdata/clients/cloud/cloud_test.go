package cloud

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

func TestAws(t *testing.T) {
	classcheck.Test(t, awsClasses(), awsCases(t)...)
}

func awsCases(t testing.TB) []classcheck.Case {
	t.Helper()
	code := func(code string) error {
		return &smithy.OperationError{ServiceID: "s", OperationName: "o", Err: &smithy.GenericAPIError{Code: code}}
	}
	status := func(status int, err error) error {
		return &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}}, Err: err}
	}
	send := func(err error) error { return &smithyhttp.RequestSendError{Err: &url.Error{Op: "Post", Err: err}} }
	cases := append(classcheck.Connection(),
		// The SDK's list of what it retries has everything that is throttled or unsent in it: what is named goes first.
		classcheck.In(code("ThrottlingException"), "throttled", "unknown"),
		classcheck.In(code("SlowDown"), "throttled", "unknown"),
		classcheck.In(&retry.MaxAttemptsError{Attempt: 3, Err: code("ProvisionedThroughputExceededException")}, "throttled", "unknown"),
		classcheck.In(status(429, &smithy.GenericAPIError{Code: "UnknownError"}), "throttled", "unknown"),
		classcheck.In(send(classcheck.Refused()), "unsent", "unknown"),
		classcheck.In(code("TransactionConflictException"), "conflict"),
		classcheck.In(code("OperationAborted"), "conflict"),
		classcheck.In(code("ConditionalRequestConflict"), "conflict"),
		classcheck.In(send(io.EOF), "unknown"),
		classcheck.In(send(classcheck.Untrusted())),
		classcheck.In(status(500, errors.New("broken")), "unknown"),
		classcheck.In(status(503, errors.New("down")), "unknown"),
		classcheck.In(code("RequestTimeout"), "unknown"),
		classcheck.In(context.DeadlineExceeded, "unknown"),
		classcheck.In(status(400, &smithy.GenericAPIError{Code: "ValidationException"})),
		classcheck.In(code("ConditionalCheckFailedException")),
		classcheck.In(&smithy.CanceledError{Err: context.Canceled}),
		classcheck.In(&smithy.CanceledError{Err: context.DeadlineExceeded}, "unknown"),
	)
	return cases
}

// A refusal is what the SDK's own errors of this kind are: they say so by a method.
type refusal struct{ error }

func (refusal) NonRetriable() {}

func (r refusal) Unwrap() error { return r.error }

func TestAzure(t *testing.T) {
	classcheck.Test(t, azureClasses(), azureCases(t)...)
}

func azureCases(t testing.TB) []classcheck.Case {
	t.Helper()
	status := func(status int) error { return &azcore.ResponseError{StatusCode: status} }
	cases := append(classcheck.Connection(),
		classcheck.In(classcheck.Refused(), "unsent"),
		classcheck.In(refusal{classcheck.Refused()}),
		classcheck.In(refusal{io.ErrUnexpectedEOF}),
		classcheck.In(context.DeadlineExceeded, "unknown"),
		classcheck.In(status(429), "throttled"),
		classcheck.In(status(503), "throttled"),
		classcheck.In(status(412), "conflict"),
		classcheck.In(status(409)),
		classcheck.In(status(404)),
	)
	for _, code := range []int{408, 500, 502, 504} {
		cases = append(cases, classcheck.In(status(code), "unknown"))
	}
	return cases
}

func TestK8s(t *testing.T) {
	classcheck.Test(t, k8sClasses(), k8sCases(t)...)
}

func k8sCases(t testing.TB) []classcheck.Case {
	t.Helper()
	pods := schema.GroupResource{Resource: "pods"}
	return append(classcheck.Connection(),
		classcheck.In(&url.Error{Op: "Get", Err: classcheck.Refused()}, "unsent"),
		classcheck.In(&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}, "unsent", "unknown"),
		classcheck.In(syscall.ECONNREFUSED, "unsent"),
		classcheck.In(apierrors.NewTooManyRequests("slowly", 1), "throttled"),
		classcheck.In(apierrors.NewConflict(pods, "web", errors.New("changed")), "conflict"),
		classcheck.In(apierrors.NewServerTimeout(pods, "create", 1), "unknown"),
		classcheck.In(apierrors.NewTimeoutError("late", 1), "unknown"),
		classcheck.In(apierrors.NewServiceUnavailable("down"), "unknown"),
		classcheck.In(apierrors.NewInternalError(errors.New("broken")), "unknown"),
		classcheck.In(&url.Error{Op: "Get", Err: io.EOF}, "unknown"),
		classcheck.In(&url.Error{Op: "Get", Err: errors.New("http: can't write HTTP request on broken connection")}, "unknown"),
		classcheck.In(errors.New("http2: client connection lost"), "unknown"),
		classcheck.In(context.DeadlineExceeded, "unknown"),
		classcheck.In(apierrors.NewNotFound(pods, "web")),
		classcheck.In(apierrors.NewAlreadyExists(pods, "web")),
		classcheck.In(apierrors.NewForbidden(pods, "web", errors.New("no"))),
	)
}
