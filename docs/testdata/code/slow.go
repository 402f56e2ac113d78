package code

import "errors"

type User struct{}

var ErrBusy = errors.New("busy")
