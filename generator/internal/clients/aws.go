package clients

import "slices"

// awsClient is AWS through its SDK for Go v2.
func awsClient() Client {
	module := Module{"github.com/aws/aws-sdk-go-v2", "v1.48.0"}
	aws, retry := Package{"github.com/aws/aws-sdk-go-v2/aws", "aws"}, Package{"github.com/aws/aws-sdk-go-v2/aws/retry", "retry"}
	return Client{
		Name:    "aws",
		Also:    []string{"s3", "dynamodb", "sqs", "sns", "kinesis"},
		Title:   "AWS through aws-sdk-go-v2",
		Modules: []Module{module},
		Rules: slices.Concat(neverReached(Unknown), []Rule{notDialed(), {
			Class: Throttled,
			Match: Expr{
				Text:  "%s(%s).IsErrorThrottle(err) == %s",
				Names: []Name{retry.name("IsErrorThrottles"), retry.name("DefaultThrottles"), aws.name("TrueTernary")},
			},
			Words:   "the SDK's list of throttling codes, and a 429 without a code of its own",
			Promise: "the codes are of requests that a service refuses because of their number, or because the same one is under way",
			Source:  module.at("aws/retry/standard.go:80, aws/retry/throttle_error.go:67"), Proof: Run,
		}, {
			Class: Conflict,
			Match: As{Type: Type{Method: "ErrorCode", Result: "string"}, Where: []Condition{{Field: "ErrorCode()", In: literals(
				`"TransactionConflictException"`, "DynamoDB", `"OperationAborted"`, "S3", `"ConditionalRequestConflict"`, "S3")}}},
			Words:   "another request for the same item or object was under way",
			Promise: "the service refuses the later one whole",
			Source:  "DynamoDB API reference, common errors; S3 API reference, error responses", Proof: Run,
		}, {
			Class: Unknown,
			Match: Expr{
				Text:  "%s(%s).IsErrorRetryable(err) == %s",
				Names: []Name{retry.name("IsErrorRetryables"), retry.name("DefaultRetryables"), aws.name("TrueTernary")},
			},
			Words:   "whatever else the SDK would retry: statuses 500, 502, 503 and 504, RequestTimeout, broken connections",
			Promise: "the SDK retries these for services whose requests it takes to be idempotent; nothing says that they were not carried out",
			Source:  module.at("aws/retry/standard.go:99, aws/retry/retryable_error.go:90"), Proof: Run,
		}}, connectionLost(), []Rule{timedOut()}),
		Empty: map[Class]string{Transient: "a service that answers 500 to 504 does not say whether it did anything"},
		Retries: Fact{
			Text:   "Yes: three tries in all, with pauses from 50 ms to 20 s (throttled ones from 1 s), on everything in throttled and unknown, until a bucket of 500 tokens is empty.",
			Source: module.at("aws/retry/standard.go:28, aws/retry/standard.go:36"), Proof: Read,
		},
		Repeats: true,
		Off: Fact{
			Text:   "Config.RetryMaxAttempts: 1, or a Retryer that returns aws.NopRetryer{}.",
			Source: module.at("aws/config.go:86, aws/retryer.go:99"), Proof: Read,
		},
		Hint: Fact{
			Text:   "The header X-Amz-Retry-After, in milliseconds; the SDK itself heeds it within five seconds of its own pause.",
			Source: module.at("aws/retry/middleware.go:513"), Proof: Read,
		},
		Beware: []Fact{{
			Text:   "A retried error comes as *retry.MaxAttemptsError, which unwraps to the last try's.",
			Source: module.at("aws/retry/errors.go:7"), Proof: Run,
		}, {
			Text:   "LimitExceededException is on the SDK's list of throttling codes, and for some services a quota that lasts.",
			Source: module.at("aws/retry/standard.go:90"), Proof: Read,
		}},
		Tried: tried("aws",
			"A server that answers as S3 does, through the SDK: seventeen codes and statuses, an answer that was lost, a server that was away, a time-out. 10,000 PutObject while connections broke and one in ten was throttled."),
		Start: "//backoff:policy deadline=1m pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@aws idempotent=yes",
	}
}
