package otelbackoff

import (
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// A series is what one number of a metric is told apart from others by. What is empty is left out.
type series struct {
	method, attemptType, outcome, reason, failed string
	retried                                      retried
}

// retried is whether an attempt of a call began because another one had failed, where a metric tells that.
type retried uint8

const (
	untold retried = iota
	notRetried
	wasRetried
)

func retriedIf(yes bool) retried {
	if yes {
		return wasRetried
	}
	return notRetried
}

// attributes returns those of s.
func (s series) attributes() attribute.Set {
	var list []attribute.KeyValue
	for _, a := range []struct {
		key  attribute.Key
		text string
	}{{methodKey, s.method}, {attemptTypeKey, s.attemptType}, {outcomeKey, s.outcome}, {reasonKey, s.reason}, {semconv.ErrorTypeKey, s.failed}} {
		if a.text != "" {
			list = append(list, a.key.String(a.text))
		}
	}
	if s.retried != untold {
		list = append(list, retriedKey.Bool(s.retried == wasRetried))
	}
	return attribute.NewSet(list...)
}

// options are those of a measurement, for a counter and for a histogram.
type options struct {
	add    []metric.AddOption
	record []metric.RecordOption
}

func (s series) options() options {
	attributes := metric.WithAttributeSet(s.attributes())
	return options{[]metric.AddOption{attributes}, []metric.RecordOption{attributes}}
}
