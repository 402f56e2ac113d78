package keypages

import "context"

// Bookings books a seat each time that it is carried out.
type Bookings interface {
	// Book is retried where the desk was busy. After 2s without an answer nobody knows whether the seat is booked, so there it ends.
	//
	//backoff:policy attempt_timeout=2s pause=100ms max_tries=3 errors=ErrBusy idempotent=no
	Book(ctx context.Context, seat string) error
}
