package tools

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/mock"
)

// A mock of mockery behind the decorator says how often the store is called.
func TestServiceWithMockery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := NewMockStore(t)
		store.EXPECT().Save(mock.Anything, "tea").Return(ErrBusy).Times(2)
		store.EXPECT().Save(mock.Anything, "tea").Return(nil).Once()
		start := time.Now()
		if err := NewService(NewRetryingStore(store)).Order(t.Context(), "tea"); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took != 20*time.Millisecond { // two pauses
			t.Errorf("it took %v", took)
		}
	})
}

// So does one of moq.
func TestServiceWithMoq(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lost := errors.New("lost")
		store := &StoreMock{SaveFunc: func(context.Context, string) error { return lost }}
		if err := NewService(NewRetryingStore(store)).Order(t.Context(), "tea"); err != lost {
			t.Errorf("Order returned %v", err)
		}
		if calls := store.SaveCalls(); len(calls) != 1 || calls[0].Order != "tea" {
			t.Errorf("the store was called with %v", calls)
		}
	})
}

// What wire puts together retries.
func TestWire(t *testing.T) {
	service := Initialize()
	if _, ok := service.store.(*RetryingStore); !ok {
		t.Errorf("the service has a %T", service.store)
	}
	if err := service.Order(t.Context(), "tea"); err != nil {
		t.Error(err)
	}
}
