package cloud

import (
	"errors"
	"fmt"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/aws/smithy-go"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/backoffgen/backoffgen/golden/classcheck"
)

// FuzzClients asks the predicates about trees of errors that are made at random, with codes of all kinds.
func FuzzClients(f *testing.F) {
	awsCodes := map[string][]string{
		"ThrottlingException": {"throttled", "unknown"}, "SlowDown": {"throttled", "unknown"}, "ProvisionedThroughputExceededException": {"throttled", "unknown"},
		"TransactionConflictException": {"conflict"}, "OperationAborted": {"conflict"}, "ConditionalRequestConflict": {"conflict"}, "RequestTimeout": {"unknown"},
		"ValidationException": nil, "ConditionalCheckFailedException": nil, "AccessDenied": nil,
	}
	azureStatus := map[int][]string{429: {"throttled"}, 503: {"throttled"}, 412: {"conflict"}, 408: {"unknown"}, 500: {"unknown"}, 502: {"unknown"}, 504: {"unknown"}}
	k8sReasons := map[metav1.StatusReason][]string{
		metav1.StatusReasonTooManyRequests: {"throttled"}, metav1.StatusReasonConflict: {"conflict"}, metav1.StatusReasonServerTimeout: {"unknown"}, metav1.StatusReasonTimeout: {"unknown"},
		metav1.StatusReasonServiceUnavailable: {"unknown"}, metav1.StatusReasonInternalError: {"unknown"}, metav1.StatusReasonNotFound: nil, metav1.StatusReasonForbidden: nil, metav1.StatusReasonInvalid: nil,
	}
	awsCode := classcheck.Codes(awsCodes, func(code uint16) string { return fmt.Sprint("Code", code) })
	azureCode := classcheck.Codes(azureStatus, func(code uint16) int { return int(code) % 600 })
	k8sReason := classcheck.Codes(k8sReasons, func(code uint16) metav1.StatusReason { return metav1.StatusReason(fmt.Sprint("Reason", code)) })
	classcheck.FuzzClients(f,
		classcheck.Client{Predicates: awsClasses(), Known: awsCases(f), Coded: func(code uint16) []classcheck.Case {
			name, classes := awsCode(code)
			return []classcheck.Case{classcheck.In(&smithy.GenericAPIError{Code: name}, classes...), classcheck.In(&smithy.OperationError{Err: &smithy.GenericAPIError{Code: name}}, classes...)}
		}},
		classcheck.Client{Predicates: azureClasses(), Known: azureCases(f), Coded: func(code uint16) []classcheck.Case {
			status, classes := azureCode(code)
			return []classcheck.Case{classcheck.In(&azcore.ResponseError{StatusCode: status}, classes...), classcheck.In(refusal{errors.New("no")})}
		}},
		classcheck.Client{Predicates: k8sClasses(), Known: k8sCases(f), Coded: func(code uint16) []classcheck.Case {
			reason, classes := k8sReason(code)
			return []classcheck.Case{classcheck.In(&apierrors.StatusError{ErrStatus: metav1.Status{Reason: reason, Status: metav1.StatusFailure}}, classes...)}
		}},
	)
}
