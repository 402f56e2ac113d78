package attempt

import (
	"context"
	"runtime"
	"unsafe"
	"weak"
)

// A weakLink ends c, whose Done is done, when parent ends, without keeping either alive. It returns a function that cuts
// the link.
//
// A long-lived caller's context must not gather one child for each call that was ever made under it. So the link goes by
// itself when the garbage collector finds that no one can see c end any more. That is not when c has gone: a goroutine
// that waits for Done has nothing but the channel. The channel goes last, since c has it as well.
//
// What hangs on c does not rely on this link: it has a strong one of its own.
func weakLink(parent context.Context, c *Kept, done <-chan struct{}) (unlink func() bool) {
	watched, channel := weak.Make(c), weak.Make(address(done))
	unlink = context.AfterFunc(parent, func() {
		if c := watched.Value(); c != nil {
			c.check()
		} else if at := channel.Value(); at != nil {
			close(channelAt(at)) // what would have closed it has gone
		}
	})
	runtime.AddCleanup(address(done), func(unlink func() bool) { unlink() }, unlink)
	return unlink
}

// address returns what a channel points to: packages weak and runtime speak of pointers, and a channel is one.
func address(done <-chan struct{}) *byte { return *(**byte)(unsafe.Pointer(&done)) }

// channelAt is the channel at an address.
func channelAt(at *byte) chan struct{} { return *(*chan struct{})(unsafe.Pointer(&at)) }
