package questions

// A Clock looks at the time, and its file does not import package time.
type Clock interface {
	//backoff:retry 9 pause=1s giveup="elapsed.Seconds() >= 3"
	Tick() error
}
