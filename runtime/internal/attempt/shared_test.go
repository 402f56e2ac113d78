package attempt

import (
	"errors"
	"time"
)

const ms = time.Millisecond

var (
	errBusy  = errors.New("busy")
	errFatal = errors.New("fatal")
	errCause = errors.New("the caller's own cause")
)

type key struct{}
