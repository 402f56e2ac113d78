package code

import backoff "github.com/backoffgen/backoffgen/runtime"

// What is generated for Store.

type Store interface{}

type RetryingStore struct{}

type StorePolicies struct{ Fetch backoff.Policy }

func NewRetryingStore(Store, ...backoff.Option) *RetryingStore { return nil }

func (RetryingStore) WithPolicies(StorePolicies) (*RetryingStore, error) { return nil, nil }

func DefaultStorePolicies() StorePolicies { return StorePolicies{} }

func (p *StorePolicies) Named() backoff.NamedPolicies { return backoff.NamedPolicies{} }

func (p *StorePolicies) Each(func(method string, p *backoff.Policy)) {}

var (
	inner Store
	file  []byte
)

func isPassing(error) bool { return false }

func isFatal(error) bool { return false }
