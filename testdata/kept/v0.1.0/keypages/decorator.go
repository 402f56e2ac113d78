package keypages

import "context"

// Mailbox is decorated by SteadyMailbox, which NewSteadyMailbox makes.
//
//backoff:decorator name=SteadyMailbox
type Mailbox interface {
	//backoff:retry 3 pause=1s
	Fetch(ctx context.Context) ([]string, error)
}
