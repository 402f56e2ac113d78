package code

import backoff "github.com/backoffgen/backoffgen/runtime"

type Store interface{}

func NewRetryingStore(Store, ...backoff.Option) Store { return nil }

var inner Store
