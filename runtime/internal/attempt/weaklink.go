package attempt

import (
	"context"
	"runtime"
	"unsafe"
	"weak"
)

// A weakLink has c end when parent does, without keeping c alive; done is the channel that c's Done returns. It returns a
// function that cuts the link.
//
// A long-lived caller's context must not gather one child for each call that was ever made under it. So the link is cut by
// itself when nobody can notice any more whether c ends: when the garbage collector has found that done is out of reach. It is
// not enough that c is, since a goroutine that waits for Done may hold nothing but the channel. (The other way round cannot
// be: c holds its channel.)
//
// What hangs on c does not rely on this link, but on a strong one.
func weakLink(parent context.Context, c *Kept, done <-chan struct{}) (unlink func() bool) {
	watched, channel := weak.Make(c), weak.Make(address(done))
	unlink = context.AfterFunc(parent, func() {
		if c := watched.Value(); c != nil {
			c.check()
		} else if at := channel.Value(); at != nil {
			close(channelAt(at)) // c, which would have closed it, is gone
		}
	})
	runtime.AddCleanup(address(done), func(unlink func() bool) { unlink() }, unlink)
	return unlink
}

// address returns what a channel points to: packages weak and runtime speak of pointers, and a channel is one.
func address(done <-chan struct{}) *byte { return *(**byte)(unsafe.Pointer(&done)) }

// channelAt is the channel at an address.
func channelAt(at *byte) chan struct{} { return *(*chan struct{})(unsafe.Pointer(&at)) }
